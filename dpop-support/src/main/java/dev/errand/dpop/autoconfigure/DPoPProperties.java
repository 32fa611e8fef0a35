package dev.errand.dpop.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of a DPoP resource server, {@code errand.dpop.*}. They are in force only if {@code errand.dpop.resource} is
 * set.
 *
 * @param resource the resource indicator of this server: audience of its tokens and its public base URL
 * @param issuer the issuer whose tokens it takes, exactly as in their {@code iss}
 * @param jwksUri where the issuer's keys are; by default {@code <issuer>/oauth2/jwks}
 * @param maxAge how old a proof without a nonce may be; 60 s by default
 * @param skew how far the callers' clocks may be off; 5 s by default
 * @param acceptProofsWithoutNonce lets proofs made in advance pass for {@code maxAge}; false by default
 * @param publicPaths path patterns that need no token, such as {@code /actuator/health}; none by default
 * @param migrate whether this library creates its tables when there is a {@code DataSource}; true by default
 */
@ConfigurationProperties("errand.dpop")
public record DPoPProperties(String resource, String issuer, @Nullable String jwksUri, @DefaultValue("60s") Duration maxAge,
        @DefaultValue("5s") Duration skew, @DefaultValue("false") boolean acceptProofsWithoutNonce,
        @DefaultValue List<String> publicPaths, @DefaultValue("true") boolean migrate) {

    /** Refuses to start without an issuer, and with times that no proof could meet. */
    public DPoPProperties {
        if (issuer == null || issuer.isBlank()) {
            throw new IllegalArgumentException("errand.dpop.issuer must be set, as errand.dpop.resource is");
        }
        if (!maxAge.isPositive()) {
            throw new IllegalArgumentException("errand.dpop.max-age is not positive");
        }
        if (skew.isNegative()) {
            throw new IllegalArgumentException("errand.dpop.skew is negative");
        }
        publicPaths = List.copyOf(publicPaths);
    }

    String keysUri() {
        return jwksUri == null ? issuer + "/oauth2/jwks" : jwksUri;
    }
}

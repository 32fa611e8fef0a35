package dev.errand.dpop.autoconfigure;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Verifies signatures, ES256 alone, with the keys that the issuer publishes: fetched on first need, in bounded time and
 * size, cached, and kept through an outage of the issuer.
 */
final class IssuerKeys {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int MAX_BYTES = 64 * 1024;
    /** An unknown kid makes us ask again, but nobody can make us ask more often than this. */
    private static final long ASK_AGAIN_MILLIS = Duration.ofSeconds(2).toMillis();
    private static final long KEPT_THROUGH_OUTAGE_MILLIS = Duration.ofHours(4).toMillis();

    private IssuerKeys() {}

    static JwtDecoder decoder(String jwksUri) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys(jwksUri)));
        // Type and claims are checked after the signature, where a refusal can say which was wrong.
        processor.setJWSTypeVerifier((type, context) -> {});
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(token -> OAuth2TokenValidatorResult.success());
        decoder.setClaimSetConverter(IssuerKeys::asTheyAre);
        return decoder;
    }

    private static JWKSource<SecurityContext> keys(String jwksUri) {
        return JWKSourceBuilder
                .create(url(jwksUri), new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES))
                .rateLimited(ASK_AGAIN_MILLIS).outageTolerant(KEPT_THROUGH_OUTAGE_MILLIS).build();
    }

    private static URL url(String jwksUri) {
        try {
            return URI.create(jwksUri).toURL();
        } catch (MalformedURLException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException("errand.dpop.jwks-uri is not a URL: " + jwksUri, wrong);
        }
    }

    /** The default converter would normalise the issuer and split an audience at its commas. */
    private static Map<String, Object> asTheyAre(Map<String, Object> claims) {
        Map<String, Object> converted = new HashMap<>(claims);
        converted.replaceAll((name, value) -> value instanceof Date date ? date.toInstant() : value);
        return converted;
    }
}

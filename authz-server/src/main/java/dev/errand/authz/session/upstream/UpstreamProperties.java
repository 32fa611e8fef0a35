package dev.errand.authz.session.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jose.jwk.JWK;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Login at other OpenID providers.
 *
 * @param providers by a name of lower-case letters, digits and hyphens, which is part of the addresses that the provider
 *        has to know: {@code <issuer>/login/upstream/<name>/callback} and
 *        {@code <issuer>/login/upstream/<name>/backchannel-logout}. Each has {@code issuer}, {@code client-id}, either
 *        {@code client-secret} or {@code client-key} (where a private JWK is, for {@code private_key_jwt}),
 *        {@code name} for the login page, {@code scopes} ({@code openid, profile} by default), and {@code accounts}:
 *        {@code registered} if only users whose link is registered log in, the default, or {@code created} if the first
 *        login makes an account
 * @param timeout how long one answer may wait for a provider, all requests to it together, before it is 503
 */
@ConfigurationProperties("errand.upstream")
record UpstreamProperties(@DefaultValue Map<String, Provider> providers, @DefaultValue("1500ms") Duration timeout) {

    /** Refuses to start where no provider would ever be heard. */
    UpstreamProperties {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("errand.upstream.timeout is not positive");
        }
    }

    /** One of them. */
    record Provider(@Nullable String name, @DefaultValue("") String issuer, @DefaultValue("") String clientId,
            @Nullable String clientSecret, @Nullable Resource clientKey,
            @DefaultValue({
                "openid", "profile"}) List<String> scopes,
            @DefaultValue("registered") AccountPolicy accounts) {

        UpstreamProvider as(String id) {
            return new UpstreamProvider(id, name == null ? id : name, issuer, clientId, Optional.ofNullable(clientSecret),
                    Optional.ofNullable(clientKey).map(file -> key(id, file)), scopes, accounts);
        }

        private static JWK key(String id, Resource file) {
            try {
                return JWK.parse(file.getContentAsString(StandardCharsets.UTF_8));
            } catch (IOException | ParseException ex) {
                // Neither the cause nor its words: they may quote the key.
                throw new IllegalArgumentException("errand.upstream.providers: the client-key of " + id + " is no JWK");
            }
        }

        @Override
        public String toString() {
            return "Provider[" + issuer + "]";
        }
    }
}

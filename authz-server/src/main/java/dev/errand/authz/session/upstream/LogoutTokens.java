package dev.errand.authz.session.upstream;

import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.stereotype.Component;

/** Verifies logout tokens by the provider's own keys. Thread-safe. */
@Component
final class LogoutTokens {

    private static final Logger LOG = LoggerFactory.getLogger(LogoutTokens.class);

    private static final int MAX_LENGTH = 8 * 1024;

    private final UpstreamHttp http;
    private final Discovery discovery;

    LogoutTokens(UpstreamHttp http, Discovery discovery) {
        this.http = http;
        this.discovery = discovery;
    }

    /** What a token is found to be. */
    sealed interface Found {}

    /** A logout token, of this provider and for this server. Whether it is used for the first time is not known yet. */
    record Verified(LogoutToken token) implements Found {}

    /** None; {@code reason} is the stable machine word. */
    record Refused(String reason) implements Found {}

    /** Nobody knows: the provider's keys cannot be had. */
    record Unknown() implements Found {}

    Found verify(UpstreamProvider provider, String token) {
        if (token.length() > MAX_LENGTH) {
            return new Refused("logout_token_too_large");
        }
        try {
            return http.within(() -> decode(discovery.of(provider), token));
        } catch (UpstreamUnavailable ex) {
            // A line and no stack trace: anybody can send what looks like one.
            LOG.warn("What may be a logout token of {} could not be verified: {}", provider.id(), ex.getMessage());
            return new Unknown();
        }
    }

    private static Found decode(Discovered provider, String token) throws UpstreamUnavailable {
        try {
            return new Verified(read(provider.logoutTokens().decode(token)));
        } catch (JwtValidationException ex) {
            return new Refused(ex.getErrors().stream().map(error -> error.getErrorCode())
                    .filter(code -> code.startsWith("logout_token_")).findFirst().orElse("logout_token_time"));
        } catch (BadJwtException ex) {
            return new Refused("logout_token_signature");
        } catch (JwtException ex) {
            throw new UpstreamUnavailable("no keys", ex);
        }
    }

    private static LogoutToken read(Jwt token) {
        return new LogoutToken(Objects.requireNonNull(token.getClaimAsString("iss")), Objects.requireNonNull(token.getId()),
                token.getSubject(),
                token.getClaimAsString("sid"), Objects.requireNonNull(token.getIssuedAt()),
                Objects.requireNonNull(token.getExpiresAt()));
    }
}

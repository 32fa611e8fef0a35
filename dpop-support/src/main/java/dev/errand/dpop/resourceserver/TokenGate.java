package dev.errand.dpop.resourceserver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.nimbusds.jose.proc.BadJOSEException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Whether a token is one of this resource's: signature, type (<a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">
 * RFC 9068 §4</a>), issuer, audience, times and the key that it is bound to, in this order. Thread-safe.
 */
public final class TokenGate {

    private static final Logger LOG = LoggerFactory.getLogger(TokenGate.class);
    private static final Duration LEEWAY = Duration.ofSeconds(5);
    private static final Set<String> ACCESS_TOKEN_TYPES = Set.of("at+jwt", "application/at+jwt");

    private final JwtDecoder signatures;
    private final ProtectedResource resource;
    private final InstantSource clock;

    /**
     * @param signatures verifies the signature against the issuer's keys; the claims are checked here
     */
    public TokenGate(JwtDecoder signatures, ProtectedResource resource, InstantSource clock) {
        this.signatures = signatures;
        this.resource = resource;
        this.clock = clock;
    }

    /** What became of a token. */
    sealed interface Checked {

        /** It is good, for the holder of the key with this thumbprint. */
        record Good(Jwt token, String jkt) implements Checked {}

        /** It is refused; the token is there if its signature verified. */
        record Refused(Refusal refusal, @Nullable Jwt token) implements Checked {}
    }

    Checked check(String compact) {
        Jwt token;
        try {
            token = signatures.decode(compact);
        } catch (BadJwtException bad) {
            return new Checked.Refused(bad.getCause() instanceof BadJOSEException
                    ? refusal("token_signature")
                    : refusal("token_malformed"), null);
        } catch (JwtException noKeys) {
            LOG.warn("The issuer's keys cannot be had: {}", noKeys.getMessage());
            return new Checked.Refused(Refusal.unavailable("keys_unavailable"), null);
        }
        return claims(token);
    }

    private Checked claims(Jwt token) {
        Optional<String> wrong = firstWrong(token);
        if (wrong.isPresent()) {
            return new Checked.Refused(refusal(wrong.get()), token);
        }
        return new Checked.Good(token, jkt(token).orElseThrow());
    }

    private Optional<String> firstWrong(Jwt token) {
        if (!ACCESS_TOKEN_TYPES.contains(String.valueOf(token.getHeaders().get("typ")))) {
            return Optional.of("token_type");
        }
        if (!resource.issuer().equals(token.getClaimAsString("iss"))) {
            return Optional.of("token_issuer");
        }
        if (!List.of(resource.uri()).equals(token.getAudience())) {
            return Optional.of("wrong_audience");
        }
        return wrongTime(token).or(() -> jkt(token).isEmpty() ? Optional.of("token_unbound") : Optional.empty());
    }

    private Optional<String> wrongTime(Jwt token) {
        Instant now = clock.instant();
        Instant expires = token.getExpiresAt();
        if (expires == null || !expires.plus(LEEWAY).isAfter(now)) {
            return Optional.of("token_expired");
        }
        Instant latest = now.plus(LEEWAY);
        Instant issued = token.getIssuedAt();
        Instant notBefore = token.getNotBefore();
        boolean fromTheFuture = issued == null || issued.isAfter(latest)
                || (notBefore != null && notBefore.isAfter(latest));
        return fromTheFuture ? Optional.of("token_not_yet_valid") : Optional.empty();
    }

    private static Optional<String> jkt(Jwt token) {
        return token.getClaims().get("cnf") instanceof Map<?, ?> confirmation
                && confirmation.get("jkt") instanceof String jkt && !jkt.isEmpty() ? Optional.of(jkt) : Optional.empty();
    }

    private static Refusal refusal(String reason) {
        return Refusal.invalidToken(reason, "The access token is not valid here.");
    }
}

package dev.errand.toolscope.enforce;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The claims of a verified credential that enforcement reads.
 *
 * @param id {@code jti}
 * @param scopes the words of its scope claim (RFC 9068 §2.2.3)
 * @param maxUses {@code max_uses}, 1 if absent
 * @param details {@code authorization_details} (RFC 9396 §9.1)
 */
record Credential(String id, String issuer, @Nullable String runId, Set<String> scopes,
        int maxUses, List<?> details, Instant expiresAt) {

    private static final int MOST_USES = 100;

    /** The token that the caller was authenticated by, if it was by a JWT. The one place that a credential comes from. */
    static Optional<Jwt> token() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller != null && caller.isAuthenticated() && caller.getPrincipal() instanceof Jwt token
                ? Optional.of(token)
                : Optional.empty();
    }

    /** The credential that a token is, or nothing if a claim is missing or of another type. */
    static Optional<Credential> of(Jwt token) {
        Map<String, Object> claims = token.getClaims();
        Instant expiresAt = token.getExpiresAt();
        Optional<Integer> maxUses = maxUses(claims.get("max_uses"));
        String issuer = token.getClaimAsString("iss");
        if (!(claims.get("jti") instanceof String id) || id.isEmpty() || issuer == null || expiresAt == null
                || maxUses.isEmpty()
                || !(claims.get("scope") instanceof String scope)
                || !(claims.get("authorization_details") instanceof List<?> details)) {
            return Optional.empty();
        }
        return Optional.of(new Credential(id, issuer, runId(token),
                Set.copyOf(Arrays.asList(scope.split(" "))), maxUses.get(), details, expiresAt));
    }

    private static Optional<Integer> maxUses(@Nullable Object claim) {
        if (claim == null) {
            return Optional.of(1);
        }
        return (claim instanceof Integer || claim instanceof Long) && ((Number) claim).longValue() >= 1
                && ((Number) claim).longValue() <= MOST_USES
                        ? Optional.of(((Number) claim).intValue())
                        : Optional.empty();
    }

    static @Nullable String runId(Jwt token) {
        return token.getClaims().get("run_id") instanceof String runId ? runId : null;
    }
}

package dev.errand.authz.admin.run.radius;

import java.math.BigDecimal;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import dev.errand.authz.admin.run.radius.Amounts.Unit;
import dev.errand.authz.admin.run.radius.Reach.ScopeAt;

/**
 * Every tool there is, as generous as a tool may be: what a credential says of itself (details, uses, end) decides, and
 * its clock is as late as it may be. It keeps what it accepted.
 */
final class ToolStandIn {

    private static final Duration LATE = Duration.ofSeconds(5);

    private final Map<String, Integer> uses = new HashMap<>();
    private final List<Accepted> accepted = new ArrayList<>();

    /** A call that was let through. */
    record Accepted(ScopeAt scope, Map<Unit, BigDecimal> amounts, Instant at) {}

    /** @return whether the credential is good for this call */
    boolean call(String credential, String scope, Map<Unit, BigDecimal> amounts, Instant now) {
        JWTClaimsSet claims = claims(credential);
        Optional<Map<?, ?>> detail = details(claims).stream().filter(one -> scope.equals(one.get("scope"))).findFirst();
        boolean good = now.isBefore(claims.getExpirationTime().toInstant().plus(LATE)) && detail.isPresent()
                && uses.getOrDefault(claims.getJWTID(), 0) < ((Number) claims.getClaim("max_uses")).intValue()
                && amounts.entrySet().stream().allMatch(amount -> allows(detail.get(), amount.getKey(), amount.getValue()));
        if (good) {
            uses.merge(claims.getJWTID(), 1, Integer::sum);
            accepted.add(new Accepted(new ScopeAt(claims.getAudience().getFirst(), scope), amounts, now));
        }
        return good;
    }

    private static boolean allows(Map<?, ?> detail, Unit unit, BigDecimal amount) {
        return detail.get("limits") instanceof Map<?, ?> limits && limits.get(unit.parameter()) instanceof Map<?, ?> limit
                && unit.currency().equals(limit.get("currency"))
                && amount.compareTo(new BigDecimal((String) limit.get("max"))) <= 0;
    }

    /** The scopes of a credential with the most that one call of each may move. */
    static Map<String, Map<Unit, BigDecimal>> limits(String credential) {
        Map<String, Map<Unit, BigDecimal>> limits = new HashMap<>();
        details(claims(credential)).forEach(detail -> {
            Map<Unit, BigDecimal> amounts = new HashMap<>();
            if (detail.get("limits") instanceof Map<?, ?> parameters
                    && parameters.get("amount") instanceof Map<?, ?> limit) {
                amounts.put(new Unit("amount", (String) limit.get("currency")), new BigDecimal((String) limit.get("max")));
            }
            limits.put((String) detail.get("scope"), amounts);
        });
        return limits;
    }

    static JWTClaimsSet claims(String credential) {
        try {
            return SignedJWT.parse(credential).getJWTClaimsSet();
        } catch (ParseException ex) {
            throw new AssertionError(ex);
        }
    }

    private static List<Map<?, ?>> details(JWTClaimsSet claims) {
        List<Map<?, ?>> details = new ArrayList<>();
        ((List<?>) claims.getClaim("authorization_details")).forEach(detail -> details.add((Map<?, ?>) detail));
        return details;
    }

    /** Forgets what was accepted so far, but not what was used up. */
    void startCounting() {
        accepted.clear();
    }

    List<Accepted> accepted() {
        return List.copyOf(accepted);
    }
}

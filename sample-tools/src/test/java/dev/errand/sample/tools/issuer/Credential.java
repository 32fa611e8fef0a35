package dev.errand.sample.tools.issuer;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A credential that can be altered claim by claim.
 *
 * @param type {@code typ} of its header
 */
public record Credential(String type, Map<String, Object> claims) {

    /** What a credential for one call looks like, but for its details. */
    public static Credential of(String issuer, String resource, String scope, Map<String, Object> details) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> detail = new LinkedHashMap<>(
                Map.of("type", "tool_call", "scope", scope, "version", 1, "locations", List.of(resource)));
        detail.putAll(details);
        Map<String, Object> claims = new LinkedHashMap<>(Map.of("iss", issuer, "sub", "user-678", "aud", resource,
                "client_id", "support-agent", "sid", "session-1", "run_id", "run-1", "jti", UUID.randomUUID().toString(),
                "scope", scope, "max_uses", 1, "authorization_details", List.of(detail)));
        claims.putAll(Map.of("iat", now, "auth_time", now, "exp", now + 60));
        return new Credential("at+jwt", claims);
    }

    public Credential withType(String other) {
        return new Credential(other, claims);
    }

    /** The same with another value for a claim; null takes it away. */
    public Credential with(String claim, @Nullable Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        if (value == null) {
            changed.remove(claim);
        } else {
            changed.put(claim, value);
        }
        return new Credential(type, changed);
    }

    /** The same with another value for a member of its one detail. */
    public Credential withDetail(String member, Object value) {
        @SuppressWarnings("unchecked")
        Map<String, Object> detail = new LinkedHashMap<>(
                ((List<Map<String, Object>>) claims.get("authorization_details")).getFirst());
        detail.put(member, value);
        return with("authorization_details", List.of(detail));
    }

    public String id() {
        return String.valueOf(claims.get("jti"));
    }
}

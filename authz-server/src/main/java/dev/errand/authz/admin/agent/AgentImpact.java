package dev.errand.authz.admin.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.JWK;
import org.jspecify.annotations.Nullable;

import dev.errand.dpop.JwkThumbprint;

/**
 * What would end with an agent or with one of its keys.
 *
 * @param runs how many runs disabling it ends
 * @param keys the same for the removal of each of its keys
 */
public record AgentImpact(int runs, List<KeyImpact> keys) {

    /** Counting stops here: more than this is many. */
    public static final int AT_MOST = 1000;

    /**
     * A key, and how many runs end with it.
     *
     * @param kid what the registration calls it, if it does
     * @param thumbprint what identifies it (RFC 7638, SHA-256)
     */
    public record KeyImpact(@Nullable String kid, String thumbprint, int runs) {

        static KeyImpact of(JWK key, int runs) {
            return new KeyImpact(key.getKeyID(), JwkThumbprint.of(key), runs);
        }

        Map<String, @Nullable Object> json() {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("kid", kid);
            members.put("thumbprint", thumbprint);
            members.put("runs", runs);
            return members;
        }
    }

    public AgentImpact {
        keys = List.copyOf(keys);
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("sessions", 0);
        members.put("runs", runs);
        members.put("counted_up_to", AT_MOST);
        members.put("keys", keys.stream().map(KeyImpact::json).toList());
        return members;
    }
}

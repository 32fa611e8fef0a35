package dev.errand.authz.ending.caep;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.mint.SecurityEvent;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.session.Initiator;
import dev.errand.authz.session.SessionEnding;

/**
 * A session that ended, or a run, which is the session of an agent, as an event (OpenID CAEP, Session Revoked).
 *
 * @param sid the user's session
 * @param runId the run; null if the whole session ended
 * @param subject the user
 * @param clientId the run's agent; null if the whole session ended
 * @param reason the stable machine word
 * @param at when
 */
record Ending(String sid, @Nullable String runId, String subject, @Nullable String clientId, String reason, Instant at) {

    static final String TYPE = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";

    SecurityEvent event(String jti, String audience, Issuer issuer) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event_timestamp", at.getEpochSecond());
        event.put("initiating_entity", initiator().word());
        event.put("reason_admin", Map.of("en", (runId == null ? "Session ended: " : "Run ended: ") + reason));
        return new SecurityEvent(jti, audience, at, subject(issuer), TYPE, event);
    }

    /** Who it is about, in parts, each of which is in a form of RFC 9493 §3.2. */
    private Map<String, Object> subject(Issuer issuer) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("format", "complex");
        parts.put("user", Map.of("format", "iss_sub", "iss", issuer.value(), "sub", subject));
        parts.put("session", opaque(runId == null ? sid : runId));
        if (clientId != null) {
            parts.put("application", opaque(clientId));
        }
        return parts;
    }

    private static Map<String, Object> opaque(String id) {
        return Map.of("format", "opaque", "id", id);
    }

    /** What another version of this server filed may have a reason that this one does not know. */
    private Initiator initiator() {
        return (runId == null
                ? SessionEnding.of(reason).map(SessionEnding::initiator)
                : RunEnding.of(reason).map(RunEnding::initiator)).orElse(Initiator.SYSTEM);
    }
}

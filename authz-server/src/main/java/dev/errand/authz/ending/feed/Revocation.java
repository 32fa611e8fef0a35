package dev.errand.authz.ending.feed;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One entry of a tool's feed: a credential that is not to be accepted any more.
 *
 * @param credentialId its {@code jti}
 * @param runId the run that ended
 * @param reason why, the stable machine word
 * @param endedAt when
 * @param expiresAt the credential's {@code exp}
 */
record Revocation(String credentialId, String runId, String reason, Instant endedAt, Instant expiresAt) {

    Map<String, Object> json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("credential_id", credentialId);
        members.put("run_id", runId);
        members.put("reason", reason);
        members.put("ended_at", endedAt.getEpochSecond());
        members.put("expires_at", expiresAt.getEpochSecond());
        return members;
    }
}

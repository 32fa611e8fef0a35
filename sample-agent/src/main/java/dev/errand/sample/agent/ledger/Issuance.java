package dev.errand.sample.agent.ledger;

import java.time.Instant;

import tools.jackson.databind.JsonNode;

/**
 * An issuance in the ledger.
 *
 * @param credentialId the credential; empty where the ledger has none for a call
 * @param kind what was issued, as the ledger calls it
 * @param runId its run
 * @param tool the tool it is for
 * @param scope its tool scope
 * @param version the scope's version that the user saw
 * @param subject the user
 * @param expiresAt its end
 * @param trigger the grant that brought it about
 */
public record Issuance(String credentialId, String kind, String runId, String tool, String scope, int version, String subject,
        Instant expiresAt, String trigger) {

    static Issuance from(JsonNode json) {
        return new Issuance(text(json, "credential_id"), text(json, "kind"), text(json, "run_id"), text(json, "tool"),
                text(json, "scope"), json.path("scope_version_pinned").asInt(0), text(json, "subject"),
                Instant.parse(json.path("expires_at").asString("1970-01-01T00:00:00Z")), text(json, "trigger"));
    }

    static String text(JsonNode json, String member) {
        return json.path(member).asString("");
    }

}

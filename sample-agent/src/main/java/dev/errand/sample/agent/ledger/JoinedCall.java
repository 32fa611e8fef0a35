package dev.errand.sample.agent.ledger;

import java.time.Instant;

import tools.jackson.databind.JsonNode;

/**
 * One row of the ledger's join: a call as its tool reported it, and its issuance.
 *
 * @param tool the tool
 * @param action what was called
 * @param identifier on what
 * @param outcome how it went
 * @param reason why it was refused; empty if it was allowed
 * @param issuance the issuance of its credential
 */
public record JoinedCall(String tool, String action, String identifier, String outcome, String reason, Issuance issuance) {

    /**
     * An issuance.
     *
     * @param credentialId the credential
     * @param runId its run
     * @param scope its tool scope
     * @param version the scope's version that the user saw
     * @param subject the user
     * @param agent the agent
     * @param expiresAt its end
     * @param trigger the grant that brought it about
     */
    public record Issuance(String credentialId, String runId, String scope, int version, String subject, String agent,
            Instant expiresAt, String trigger) {

        static Issuance from(JsonNode json) {
            return new Issuance(text(json, "credential_id"), text(json, "run_id"), text(json, "scope"),
                    json.path("scope_version_pinned").asInt(0), text(json, "subject"), text(json, "agent"),
                    Instant.parse(json.path("expires_at").asString("1970-01-01T00:00:00Z")), text(json, "trigger"));
        }

    }

    static JoinedCall from(JsonNode json) {
        return new JoinedCall(text(json, "tool"), text(json, "action"), text(json, "identifier"), text(json, "outcome"),
                text(json, "reason"), Issuance.from(json.path("issuance")));
    }

    /** Whether this is the ledger's account of {@code sent}. */
    public boolean tellsOf(SentCall sent) {
        return issuance.credentialId().equals(sent.credentialId()) && issuance.runId().equals(sent.runId())
                && outcome.equals(sent.outcome()) && reason.equals(sent.reason());
    }

    private static String text(JsonNode json, String member) {
        return json.path(member).asString("");
    }

}

package dev.errand.sample.agent.ledger;

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

    static JoinedCall from(JsonNode json) {
        return new JoinedCall(Issuance.text(json, "tool"), Issuance.text(json, "action"), Issuance.text(json, "identifier"),
                Issuance.text(json, "outcome"),
                Issuance.text(json, "reason"), Issuance.from(json.path("issuance")));
    }

    /** Whether this is the ledger's account of {@code sent}. */
    public boolean tellsOf(SentCall sent) {
        return issuance.credentialId().equals(sent.credentialId()) && issuance.runId().equals(sent.runId())
                && outcome.equals(sent.outcome()) && reason.equals(sent.reason());
    }

}

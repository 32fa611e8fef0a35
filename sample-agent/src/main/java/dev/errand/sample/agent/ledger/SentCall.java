package dev.errand.sample.agent.ledger;

/**
 * A tool call that the agent remembers having made, to be found in the ledger.
 *
 * @param runId the run of its credential
 * @param credentialId the credential
 * @param outcome {@code allowed} or {@code refused}
 * @param reason why it was refused; empty if it was allowed
 */
public record SentCall(String runId, String credentialId, String outcome, String reason) {}

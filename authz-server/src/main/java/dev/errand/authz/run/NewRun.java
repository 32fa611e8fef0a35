package dev.errand.authz.run;

/**
 * A run about to be opened.
 *
 * @param runId the run's id
 * @param sid the session that it lives in
 * @param subject the user
 * @param clientId the agent
 * @param jkt thumbprint of the agent instance's key
 * @param consentId the consent
 * @param terms what was consented to
 * @param openedByKey thumbprint of the registered JWK that authenticated the agent; empty for a public client
 */
public record NewRun(String runId, String sid, String subject, String clientId, String jkt, String consentId,
        RunTerms terms, String openedByKey) {}

package dev.errand.authz.decision;

import java.time.Instant;

/**
 * What a run token and a credential have in common.
 *
 * @param tokenId {@code jti}
 * @param subject the user whose authority is lent
 * @param sid the user's session
 * @param runId the run
 * @param clientId the agent, also the actor
 * @param jkt thumbprint of the key that the token is bound to
 * @param authTime when the user logged in
 * @param consentId the consent that all of it rests on
 * @param issuedAt {@code iat}
 * @param expiresAt {@code exp}, never past the run's deadline or the session's end
 */
public record TokenTerms(String tokenId, String subject, String sid, String runId, String clientId, String jkt,
        Instant authTime, String consentId, Instant issuedAt, Instant expiresAt) {}

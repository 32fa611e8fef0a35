package dev.errand.authz.ledger.run;

import java.time.Instant;

/**
 * A credential that was issued in a run and that a tool might still accept.
 *
 * @param credentialId its {@code jti}
 * @param tool where it is good
 * @param runId its run
 * @param expiresAt its {@code exp}
 */
public record LiveCredential(String credentialId, String tool, String runId, Instant expiresAt) {}

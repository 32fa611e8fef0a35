package dev.errand.authz.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Which calls to look up; a filter that is null selects everything.
 *
 * @param runId calls of, and issuances to, this run
 * @param credentialId calls with, and the issuance of, this credential
 */
public record CallQuery(@Nullable String runId, @Nullable String credentialId) {}

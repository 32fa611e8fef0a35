package dev.errand.authz.ledger.run;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.ledger.Outcome;

/**
 * A reported call of a run.
 *
 * @param tool the tool that reported it
 * @param executionId the tool's id of it
 * @param credentialId the credential, if its signature verified at the tool
 * @param scope the scope of the endpoint
 * @param action the action of the endpoint
 * @param identifier what it was about
 * @param outcome what became of it
 * @param reason why it was refused or failed
 * @param startedAt the tool's clock
 */
public record RunCall(String tool, String executionId, @Nullable String credentialId, @Nullable String scope,
        @Nullable String action, @Nullable String identifier, Outcome outcome, @Nullable String reason,
        Instant startedAt) {}

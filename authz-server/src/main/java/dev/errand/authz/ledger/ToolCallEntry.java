package dev.errand.authz.ledger;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One call at a tool, as the tool reports it.
 *
 * @param tool the reporting tool's resource URI, authenticated
 * @param executionId the tool's own id of the call, unique within the tool
 * @param credentialId the {@code jti} of the credential, if its signature verified at the tool
 * @param runId the run, as far as the tool knows it
 * @param scope the tool scope of the endpoint
 * @param action the action of the endpoint
 * @param identifier the identifier of the call, for example an order
 * @param parameterDigest keyed digest of all bound arguments, made by the tool
 * @param outcome what became of the call
 * @param reason why it was refused or failed
 * @param startedAt the tool's clock
 * @param endedAt the tool's clock
 */
public record ToolCallEntry(String tool, String executionId, @Nullable String credentialId, @Nullable String runId,
        @Nullable String scope, @Nullable String action, @Nullable String identifier, @Nullable String parameterDigest,
        Outcome outcome, @Nullable String reason, Instant startedAt, Instant endedAt) {

    private static final int MAX_IDENTIFIER = 512;

    public ToolCallEntry {
        // What the refused caller of a tool sent: any character.
        identifier = Printable.clip(identifier, MAX_IDENTIFIER);
    }
}

package dev.errand.authz.ledger;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Judges and writes what tools report of their calls. Runs inside the transaction that {@link Ledger} opens. */
final class CallReports {

    private final IssuanceRows issuances;
    private final ToolCallRows calls;
    private final EventRows events;

    CallReports(IssuanceRows issuances, ToolCallRows calls, EventRows events) {
        this.issuances = issuances;
        this.calls = calls;
        this.events = events;
    }

    ToolCallReceipt write(ToolCallEntry call, Instant now) {
        String credentialId = call.credentialId();
        if (credentialId == null) {
            return insert(call, null, now);
        }
        Optional<IssuanceRows.Authority> authority = issuances.lock(credentialId);
        if (authority.isEmpty()) {
            alarm("call_without_issuance", call, null, now);
            return ToolCallReceipt.refused("credential_unknown");
        }
        if (!authority.get().tool().equals(call.tool())) {
            alarm("call_of_another_tool", call, authority.get().runId(), now);
            return ToolCallReceipt.refused("credential_of_another_tool");
        }
        return insert(call, authority.get(), now);
    }

    private ToolCallReceipt insert(ToolCallEntry call, IssuanceRows.@Nullable Authority authority, Instant now) {
        if (calls.insert(call, authority, now)) {
            if (authority != null && call.outcome() == Outcome.ALLOWED) {
                countUses(call, authority, now);
            }
            return ToolCallReceipt.recorded();
        }
        if (calls.isSame(call)) {
            return ToolCallReceipt.duplicate();
        }
        alarm("call_report_conflict", call, authority == null ? call.runId() : authority.runId(), now);
        return ToolCallReceipt.conflict("execution_id_taken");
    }

    /** The credential's rows are locked, so of two reports at the same time the second one sees the first. */
    private void countUses(ToolCallEntry call, IssuanceRows.Authority authority, Instant now) {
        String credentialId = call.credentialId();
        if (credentialId != null && calls.allowedCalls(credentialId) > authority.maxUses()) {
            alarm("credential_overused", call, authority.runId(), now);
        }
    }

    private void alarm(String kind, ToolCallEntry call, @Nullable String runId, Instant now) {
        String detail = "tool %s, execution %s, credential %s, outcome %s".formatted(call.tool(), call.executionId(),
                call.credentialId(), call.outcome().word());
        events.insert(new EventEntry(now, kind, runId, null, null, null, detail, true));
    }
}

package dev.errand.authz.ledger;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Under what authority calls were made: each reported call with the issuance of its credential, and the credentials of
 * which no tool has reported a call. At most {@value #MAX_ROWS} rows each, the latest ones, oldest first.
 */
public record CallHistory(List<Row> calls, List<IssuanceEntry> unreported) {

    /** The most rows that either list holds. */
    public static final int MAX_ROWS = 1000;

    public CallHistory {
        calls = List.copyOf(calls);
        unreported = List.copyOf(unreported);
    }

    /**
     * One call and the issuance it rested on; a call without a credential of ours has none. A call with a credential
     * of several scopes has one row per scope.
     */
    public record Row(ToolCallEntry call, @Nullable IssuanceEntry issuance) {}
}

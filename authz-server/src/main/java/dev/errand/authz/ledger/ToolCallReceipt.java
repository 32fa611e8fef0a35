package dev.errand.authz.ledger;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What became of a tool's report of one call. Every status is final: the tool need not send the report again.
 *
 * @param status the status
 * @param problem for a conflict or refusal, what is wrong, as a stable machine word
 */
public record ToolCallReceipt(Status status, @Nullable String problem) {

    /** What was done with the report. */
    public enum Status {
        /** Written. */
        RECORDED,
        /** The same report was written before. */
        DUPLICATE,
        /** Another report stands under this execution id; the first one stays. */
        CONFLICT,
        /** Not written: the report is malformed or names a credential of which the tool may not speak. */
        REFUSED;

        /** The word on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ToolCallReceipt recorded() {
        return new ToolCallReceipt(Status.RECORDED, null);
    }

    static ToolCallReceipt duplicate() {
        return new ToolCallReceipt(Status.DUPLICATE, null);
    }

    static ToolCallReceipt conflict(String problem) {
        return new ToolCallReceipt(Status.CONFLICT, problem);
    }

    /** A report that is not written. */
    public static ToolCallReceipt refused(String problem) {
        return new ToolCallReceipt(Status.REFUSED, problem);
    }
}

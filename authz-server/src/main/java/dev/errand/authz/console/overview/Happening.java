package dev.errand.authz.console.overview;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.console.Moment;
import dev.errand.authz.console.RefusalLink;

/**
 * A line of the ledger in brief.
 *
 * @param at when
 * @param what its word
 * @param detail what else there is to say; empty for nothing
 * @param run the segment of a path for the run in which it happened; null if it was in none
 * @param form where an administrator finds what would have allowed it; null for nowhere
 */
public record Happening(Moment at, String what, String detail, @Nullable String run,
        @Nullable RefusalLink form) {

    static Happening of(Moment at, String what, String detail, String runId) {
        return new Happening(at, what, detail, runId.isEmpty() ? null : PathName.of(runId), null);
    }

    /** The same with the form that would have allowed it. */
    Happening with(@Nullable RefusalLink allowing) {
        return new Happening(at, what, detail, run, allowing);
    }
}

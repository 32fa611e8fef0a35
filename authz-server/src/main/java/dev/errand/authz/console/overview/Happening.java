package dev.errand.authz.console.overview;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.console.Moment;

/**
 * A line of the ledger in brief.
 *
 * @param at when
 * @param what its word
 * @param detail what else there is to say; empty for nothing
 * @param run the segment of a path for the run in which it happened; null if it was in none
 */
public record Happening(Moment at, String what, String detail, @Nullable String run) {

    static Happening of(Moment at, String what, String detail, String runId) {
        return new Happening(at, what, detail, runId.isEmpty() ? null : PathName.of(runId));
    }
}

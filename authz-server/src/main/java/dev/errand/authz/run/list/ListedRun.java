package dev.errand.authz.run.list;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.run.Budget;
import dev.errand.authz.run.BudgetLeft;
import dev.errand.authz.run.RunState;

/**
 * A run as lists show it: without its ceiling.
 *
 * @param runId the run's id
 * @param sid the session that it lives in
 * @param subject the user whose authority it lends
 * @param clientId the agent
 * @param purpose the agent's own words
 * @param budget the whole budget
 * @param left what is left of it
 * @param state the state at the time of the list, whether or not a deadline that passed is written down by now
 * @param endReason why it ended, if it did
 * @param openedAt when it was opened
 * @param deadline when it ends at the latest
 * @param endedAt when it ended, if it did
 */
public record ListedRun(String runId, String sid, String subject, String clientId, String purpose, Budget budget,
        BudgetLeft left, RunState state, @Nullable String endReason, Instant openedAt, Instant deadline,
        @Nullable Instant endedAt) {

    /** Where it stands in the list. */
    public RunPlace place() {
        return new RunPlace(openedAt, runId);
    }

    /** Whether anything can be drawn from it. */
    public boolean isActive() {
        return state == RunState.ACTIVE;
    }
}

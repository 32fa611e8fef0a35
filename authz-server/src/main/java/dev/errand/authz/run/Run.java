package dev.errand.authz.run;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One task of one agent instance for one user inside one session, as stored.
 *
 * @param runId the run's id
 * @param sid the session that it lives in
 * @param subject the user whose authority it lends
 * @param clientId the agent
 * @param jkt thumbprint of the agent instance's key
 * @param consentId the consent that it was opened by
 * @param terms what was consented to; the budget in it is the whole one
 * @param left what is left of the budget
 * @param state the state as stored; a deadline that passed shows in {@link #reasonEnded}
 * @param endReason why it ended, if it did
 * @param openedAt when it was opened
 */
public record Run(String runId, String sid, String subject, String clientId, String jkt, String consentId,
        RunTerms terms, BudgetLeft left, RunState state, @Nullable String endReason, Instant openedAt) {

    /** Why nothing can be drawn from the run at this time, or null while it lives. */
    public @Nullable String reasonEnded(Instant now) {
        if (state != RunState.ACTIVE) {
            return "session_ended".equals(endReason) ? "session_ended" : "run_ended";
        }
        return now.isBefore(terms.deadline()) ? null : "run_ended";
    }
}

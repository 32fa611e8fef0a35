package dev.errand.authz.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
 * @param left what is left of the budget, and of the consent's where other runs share that
 * @param state the state as stored; a deadline that passed shows in {@link #reasonEnded}
 * @param endReason why it ended, if it did
 * @param unusedToken the {@code jti} of the run token that its last refresh brought, while nobody used it; else null
 * @param openedAt when it was opened
 * @param sharesConsent whether the run draws on a remembered consent's one budget, besides on its own
 * @param ancestors the runs that it descends from, root first; empty if the user's consent opened it
 */
public record Run(String runId, String sid, String subject, String clientId, String jkt, String consentId,
        RunTerms terms, BudgetLeft left, RunState state, @Nullable String endReason, @Nullable String unusedToken,
        Instant openedAt, boolean sharesConsent, List<String> ancestors) {

    public Run {
        ancestors = List.copyOf(ancestors);
    }

    /** The same run with this much left. */
    Run with(BudgetLeft rest) {
        return new Run(runId, sid, subject, clientId, jkt, consentId, terms, rest, state, endReason, unusedToken, openedAt,
                sharesConsent, ancestors);
    }

    /** The run that it was opened from; empty if the user's consent opened it. */
    public Optional<String> parent() {
        return ancestors.isEmpty() ? Optional.empty() : Optional.of(ancestors.getLast());
    }

    /** The runs that one opened from this one descends from. */
    public List<String> lineage() {
        return Stream.concat(ancestors.stream(), Stream.of(runId)).toList();
    }

    /** Why nothing can be drawn from the run at this time, or null while it lives. */
    public @Nullable String reasonEnded(Instant now) {
        if (state != RunState.ACTIVE) {
            return RunEnding.SESSION_ENDED.word().equals(endReason) ? RunEnding.SESSION_ENDED.word() : "run_ended";
        }
        return now.isBefore(terms.deadline()) ? null : "run_ended";
    }
}

package dev.errand.authz.run;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Marks runs whose deadline passed and those that were cut off, and removes answers that may not be repeated any more.
 * Nothing can be drawn from the ones nor had of the others since then in any case; this is what writes it down.
 */
@Component
final class RunSweep {

    private static final int AT_ONCE = 200;

    private final Runs runs;
    private final RunCutoffs cutoffs;
    private final RepeatableAnswers answers;

    RunSweep(Runs runs, RunCutoffs cutoffs, RepeatableAnswers answers) {
        this.runs = runs;
        this.cutoffs = cutoffs;
        this.answers = answers;
    }

    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT10S")
    void sweep() {
        runs.expire();
        cutoffs.overdue(AT_ONCE).forEach(runId -> runs.revoke(runId, "kill switch", RunEnding.KILL_SWITCH));
    }

    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT5S")
    void sweepAnswers() {
        answers.sweep();
    }
}

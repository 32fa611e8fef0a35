package dev.errand.authz.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.errand.authz.store.Batches;

/**
 * Marks runs whose deadline passed and those that were cut off, and removes answers that may not be repeated any more.
 * Nothing can be drawn from the ones nor had of the others since then in any case; this is what writes it down. Each of
 * the three goes on whatever becomes of the others.
 */
@Component
final class RunSweep {

    private static final Logger LOG = LoggerFactory.getLogger(RunSweep.class);

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
    void sweepOverdue() {
        Batches.work(RunTable.AT_ONCE, runs::overdue, runId -> end(runId, () -> runs.expire(runId)));
    }

    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT10S")
    void sweepCutOff() {
        Batches.work(AT_ONCE, () -> cutoffs.overdue(AT_ONCE),
                runId -> end(runId, () -> runs.revoke(runId, "kill switch", RunEnding.KILL_SWITCH)));
    }

    /** One run that cannot be ended now must not keep the others. */
    private static boolean end(String runId, Runnable ending) {
        try {
            ending.run();
            return true;
        } catch (RuntimeException ex) {
            LOG.warn("Run {} is over but could not be ended; the next sweep tries again", runId, ex);
            return false;
        }
    }

    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT5S")
    void sweepAnswers() {
        answers.sweep();
    }
}

package dev.errand.authz.run;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Marks runs whose deadline passed. Nothing can be drawn from them since then in any case; this is what writes it down.
 */
@Component
final class RunSweep {

    private final Runs runs;

    RunSweep(Runs runs) {
        this.runs = runs;
    }

    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT10S")
    void sweep() {
        runs.expire();
    }
}

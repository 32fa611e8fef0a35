package dev.errand.authz.retention;

import java.util.List;
import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes what is old enough, on every node, in small batches that each commit by themselves. */
@Component
final class RetentionSweep {

    static final int BATCH = 200;

    /** So much of one kind and then the next, however much there is: after a long time it is many sweeps' work. */
    static final int BATCHES = 50;

    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);

    private final List<Removal> removals;
    private final TransactionTemplate transaction;

    RetentionSweep(List<Removal> removals, TransactionTemplate transaction) {
        this.removals = List.copyOf(removals);
        this.transaction = transaction;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void sweep() {
        removals.forEach(this::sweep);
    }

    /** What cannot be removed now must not keep the others. */
    private void sweep(Removal removal) {
        try {
            int batches = 1;
            while (batch(removal) == BATCH && batches < BATCHES) {
                batches++;
            }
        } catch (RuntimeException ex) {
            LOG.warn("Old {} could not be removed; the next sweep tries again", removal.what(), ex);
        }
    }

    private int batch(Removal removal) {
        return Objects.requireNonNull(transaction.execute(_ -> removal.remove(BATCH)));
    }
}

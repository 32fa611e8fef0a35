package dev.errand.toolscope.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes calls into the outbox; a {@link CallSender} takes them from there to the ledger. Throws
 * {@link org.springframework.dao.DataAccessException} or {@link org.springframework.transaction.TransactionException}
 * when the store fails. Safe for use by many threads.
 */
public final class CallRecorder {

    /** A call that has not ended by then is reported as it was held: unknown. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(10);

    private final Outbox outbox;
    private final TransactionTemplate own;
    private final InstantSource clock;
    private final Supplier<String> executionIds;
    private final Runnable wake;

    /**
     * Over the tool's database.
     *
     * @param dataSource the one that the tool's transactions use
     * @param transactions its transaction manager
     * @param clock for the times of refused calls and of sending
     * @param executionIds a new, unguessable identifier each time, at most 64 characters
     * @param wake called after each commit that left something to send; must return at once
     */
    public CallRecorder(DataSource dataSource, PlatformTransactionManager transactions, InstantSource clock,
            Supplier<String> executionIds, Runnable wake) {
        this.outbox = new Outbox(dataSource);
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
        this.executionIds = executionIds;
        this.wake = wake;
    }

    /** A name for a call that is about to begin. */
    public String newExecutionId() {
        return executionIds.get();
    }

    /** Records a call that has ended, in the caller's transaction if there is one. */
    public void record(CallReport report) {
        outbox.add(report, "pending", clock.instant());
        wakeAfterCommit();
    }

    /** Records a call in a transaction of its own, which the end of the caller's does not touch. */
    public void recordApart(CallReport report) {
        own.executeWithoutResult(transaction -> record(report));
    }

    /**
     * Records, in the caller's transaction, a call that is about to begin. It is sent once it is settled; if that never
     * happens, because the process died, it is sent later as it stands.
     */
    public void hold(CallReport report) {
        outbox.add(report, "held", clock.instant().plus(LONGEST_CALL));
    }

    /** Gives a held call its end, in the caller's transaction if there is one. */
    public void settle(CallReport report) {
        if (outbox.settle(report)) {
            wakeAfterCommit();
        }
    }

    /** Records a call that was refused before it reached an endpoint, in a transaction of its own. */
    public void refused(RefusedCall call) {
        Instant now = clock.instant();
        recordApart(new CallReport(newExecutionId(), call.subject(), Outcome.REFUSED, call.reason(), now, now));
    }

    private void wakeAfterCommit() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    wake.run();
                }
            });
        } else {
            wake.run();
        }
    }
}

package dev.errand.authz.store;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.ResourceHolderSupport;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The transactions that end things. What somebody holds a lot of has to end as surely as what he holds a little of, and
 * how much that is, is in the hands of whom it ends for: so these have a time of their own, long enough for all that can
 * be out, and what they wait for the database is not deducted from the request's time. No single answer of the database
 * may take longer than with any other request, so that one that is gone is noticed as early. A transaction of somebody
 * else's has that time from then on that something ends in it. Thread-safe.
 */
public final class EndingTransaction {

    private static final int SECONDS = Math.toIntExact(Duration.ofSeconds(30).toSeconds());

    private final PlatformTransactionManager transactions;
    private final TransactionTemplate transaction;

    public EndingTransaction(@Nullable PlatformTransactionManager transactions) {
        this.transactions = Objects.requireNonNull(transactions);
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout(SECONDS);
    }

    /** Does this in a transaction. */
    public void run(Runnable work) {
        transaction.executeWithoutResult(_ -> {
            giveTime();
            work.run();
        });
    }

    /** Does this in a transaction, and returns what it returns. */
    public <T> T execute(TransactionCallback<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            giveTime();
            return work.doInTransaction(status);
        }));
    }

    /** Once for each transaction, however much ends in it. One that has more time, as the set-up's has, keeps it. */
    private void giveTime() {
        if (TransactionSynchronizationManager.getSynchronizations().stream().anyMatch(Prolonged.class::isInstance)) {
            return;
        }
        if (transactions instanceof ResourceTransactionManager manager && TransactionSynchronizationManager
                .getResource(manager.getResourceFactory()) instanceof ResourceHolderSupport connection
                && connection.hasTimeout() && connection.getTimeToLiveInSeconds() < SECONDS) {
            connection.setTimeoutInSeconds(SECONDS);
        }
        TransactionSynchronizationManager.registerSynchronization(new Prolonged());
        StoreTime.pauseTotal();
    }

    /** Until its end, the commit too, the transaction is not hurried. */
    private static final class Prolonged implements TransactionSynchronization {

        @Override
        public void afterCompletion(int status) {
            StoreTime.resumeTotal();
        }
    }
}

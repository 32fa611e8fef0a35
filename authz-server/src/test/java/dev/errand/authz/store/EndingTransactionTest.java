package dev.errand.authz.store;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.ResourceHolderSupport;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Which transactions have the time of those that end things, and for how long. */
class EndingTransactionTest {

    private final Leaves leaves = new Leaves(TestDatabase.H2);
    private final EndingTransaction ending = new EndingTransaction(leaves.transaction.getTransactionManager());
    private final StoreTime time = new StoreTime(Duration.ofSeconds(1), () -> 0);

    private int secondsLeft() {
        assertThat(DataSourceUtils.getConnection(leaves.dataSource)).isNotNull();
        return ((ResourceHolderSupport) TransactionSynchronizationManager.getResource(leaves.dataSource))
                .getTimeToLiveInSeconds();
    }

    private TransactionTemplate somebodyElses() {
        TransactionTemplate other = new TransactionTemplate(leaves.transaction.getTransactionManager());
        other.setTimeout(2);
        return other;
    }

    @Test
    void hasItsTimeByItself() {
        int left = ending.execute(_ -> secondsLeft());
        assertThat(left).isBetween(3, 30);
    }

    @Test
    void somebodyElsesHasItFromThenOnThatSomethingEnds() {
        somebodyElses().executeWithoutResult(_ -> {
            assertThat(secondsLeft()).isLessThanOrEqualTo(2);
            ending.run(() -> assertThat(secondsLeft()).isBetween(3, 30));
            assertThat(secondsLeft()).isBetween(3, 30);
        });
        somebodyElses().executeWithoutResult(_ -> assertThat(secondsLeft()).isLessThanOrEqualTo(2));
    }

    @Test
    void whatHasMoreTimeKeepsIt() {
        TransactionTemplate longer = somebodyElses();
        longer.setTimeout(600);
        longer.executeWithoutResult(_ -> {
            assertThat(secondsLeft()).isGreaterThan(500);
            ending.run(() -> assertThat(secondsLeft()).isGreaterThan(500));
        });
    }

    /** The request is hurried before and after it. */
    @Test
    void nothingIsDeductedUntilItsEnd() throws Exception {
        time.begin();
        try {
            somebodyElses().executeWithoutResult(_ -> {
                assertThat(deducts()).isTrue();
                ending.run(() -> assertThat(deducts()).isFalse());
                assertThat(deducts()).as("until the commit").isFalse();
            });
            assertThat(deducts()).isTrue();
        } finally {
            StoreTime.end();
        }
    }

    private boolean deducts() {
        return time.isTotal();
    }
}

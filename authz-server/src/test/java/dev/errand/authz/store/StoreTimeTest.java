package dev.errand.authz.store;

import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StoreTimeTest {

    private final AtomicLong nanos = new AtomicLong();
    private final StoreTime time = new StoreTime(Duration.ofSeconds(1), nanos::get);

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private void await(long millis) throws Exception {
        time.spend(() -> {
            pass(millis);
            return millis;
        });
    }

    @Test
    void allWaitsTogetherMayTakeTheWholeTime() throws Exception {
        await(400);
        assertThat(time.millisLeft()).isEqualTo(600);
        await(599);
        assertThat(time.millisLeft()).isEqualTo(1);
        await(1);
        assertThatThrownBy(time::millisLeft).isInstanceOf(SQLTimeoutException.class);
    }

    @Test
    void whatPassesBetweenWaitsIsNotCounted() throws Exception {
        await(400);
        pass(60_000);
        assertThat(time.millisLeft()).isEqualTo(600);
    }

    @Test
    void aWaitThatFailsCounts() throws Exception {
        assertThatThrownBy(() -> time.spend(() -> {
            pass(1000);
            throw new IllegalStateException("cut off");
        })).hasMessage("cut off");
        assertThatThrownBy(time::millisLeft).isInstanceOf(SQLTimeoutException.class);
    }

    @Test
    void aFractionOfAMillisecondIsNotAnEndlessWait() throws Exception {
        time.spend(() -> nanos.addAndGet(Duration.ofSeconds(1).toNanos() - 1));
        assertThat(time.millisLeft()).isEqualTo(1);
    }

    @Test
    void whatTakesAsLongAsItTakesMayWaitTheWholeTimeAgainAndAgain() throws Exception {
        await(400);
        time.begin();
        try {
            StoreTime.pauseTotal();
            await(900);
            await(900);
            assertThat(time.millisLeft()).isEqualTo(1000);
            StoreTime.resumeTotal();
        } finally {
            StoreTime.end();
        }
        assertThat(time.millisLeft()).as("before and after it").isEqualTo(600);
    }

    @Test
    void aThreadThatServesNoRequestHasNothingToPause() {
        StoreTime.pauseTotal();
        StoreTime.resumeTotal();
        assertThat(StoreTime.ofThisThread()).isEmpty();
    }

    @Test
    void onlyTheThreadOfARequestIsBounded() {
        assertThat(StoreTime.ofThisThread()).isEmpty();
        time.begin();
        assertThat(StoreTime.ofThisThread()).contains(time);
        StoreTime.end();
        assertThat(StoreTime.ofThisThread()).isEmpty();
    }
}

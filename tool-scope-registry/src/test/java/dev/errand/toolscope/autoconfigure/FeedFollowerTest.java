package dev.errand.toolscope.autoconfigure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.errand.toolscope.alive.RevocationFeed.Polled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class FeedFollowerTest {

    private final List<Long> asked = new CopyOnWriteArrayList<>();

    @Test
    void pausesAfterEveryFailureAndNeverGivesUp() {
        FeedFollower follower = follower(() -> Polled.UNANSWERED);
        follower.start();
        await().until(() -> asked.size() >= 5);
        follower.stop();
        // A pause may be longer on a busy machine, and never shorter.
        assertThat(gaps()).allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(Duration.ofMillis(150)));
    }

    @Test
    void aFailureOfOurOwnIsOneLikeOthers() {
        Deque<Supplier<Polled>> answers = new ArrayDeque<>(List.of(() -> {
            throw new IllegalStateException("a defect");
        }, () -> Polled.MALFORMED, () -> Polled.UP_TO_DATE, () -> Polled.TOO_MANY));
        FeedFollower follower = follower(() -> answers.isEmpty() ? Polled.UP_TO_DATE : answers.removeFirst().get());
        follower.start();
        await().until(() -> asked.size() >= 6);
        follower.stop();
        assertThat(answers).isEmpty();
    }

    @Test
    void stoppingInterruptsAQuestionThatIsUnderWay() throws Exception {
        CountDownLatch under = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        FeedFollower follower = follower(() -> {
            under.countDown();
            try {
                interrupted.complete(new CountDownLatch(1).await(1, TimeUnit.MINUTES));
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
            return Polled.UNANSWERED;
        });
        follower.start();
        assertThat(follower.isRunning()).isTrue();
        assertThat(under.await(1, TimeUnit.MINUTES)).isTrue();
        follower.stop();
        assertThat(interrupted.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(follower.isRunning()).isFalse();
        assertThat(asked).as("nothing is asked afterwards").hasSize(1);
    }

    private FeedFollower follower(Supplier<Polled> feed) {
        return new FeedFollower(() -> {
            asked.add(System.nanoTime());
            return feed.get();
        }, Duration.ofMillis(10));
    }

    private List<Duration> gaps() {
        return IntStream.range(1, asked.size()).mapToObj(i -> Duration.ofNanos(asked.get(i) - asked.get(i - 1))).toList();
    }
}

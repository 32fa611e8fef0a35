package dev.errand.toolscope.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

import dev.errand.toolscope.alive.RevocationFeed.Polled;

/**
 * The thread that follows the revocation feed: asks, pauses and asks again, and pauses longer and longer while there is no
 * answer. It has a thread to itself, because whatever else a tool does in the background may wait for longer than what is
 * known of ended runs may age.
 */
final class FeedFollower implements SmartLifecycle {

    private static final System.Logger LOG = System.getLogger(FeedFollower.class.getName());

    private final Supplier<Polled> feed;
    private final long pauseMillis;
    private final BackOff backOff;
    private volatile @Nullable ScheduledExecutorService thread;
    private @Nullable BackOffExecution failing;

    /**
     * A follower that has not started.
     *
     * @param pause between an answer and the next question
     */
    FeedFollower(Supplier<Polled> feed, Duration pause) {
        this.feed = feed;
        this.pauseMillis = pause.toMillis();
        this.backOff = backOff();
    }

    /** A second at most: a longer pause would be time in which a tool refuses what it could let through. */
    private static BackOff backOff() {
        ExponentialBackOff growing = new ExponentialBackOff(250, 1.5);
        growing.setJitter(50);
        growing.setMaxInterval(1000);
        return growing;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("errand-feed").factory());
        thread = started;
        next(started, 0);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task never throws
    private void next(ScheduledExecutorService running, long delayMillis) {
        try {
            running.schedule(() -> next(running, follow()), delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.log(System.Logger.Level.DEBUG, "the revocation feed is not followed any more");
        }
    }

    /** Asks once; returns after how many milliseconds to ask again. */
    private long follow() {
        Polled polled = poll();
        BackOffExecution before = failing;
        if (polled == Polled.UP_TO_DATE) {
            if (before != null) {
                LOG.log(System.Logger.Level.INFO, "the revocation feed is followed again");
                failing = null;
            }
            return pauseMillis;
        }
        if (before == null) {
            LOG.log(System.Logger.Level.WARNING,
                    "the revocation feed cannot be followed ({0}): soon only calls that read will be carried out", polled);
        }
        BackOffExecution now = before == null ? backOff.start() : before;
        failing = now;
        return now.nextBackOff();
    }

    private Polled poll() {
        try {
            return feed.get();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "asking the revocation feed failed: {0}", e.getClass().getSimpleName());
            return Polled.UNANSWERED;
        }
    }

    /** Interrupts a question that is under way. */
    @Override
    public void stop() {
        ScheduledExecutorService stopping = thread;
        thread = null;
        if (stopping != null) {
            stopping.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Below the web server's phases: started before it, stopped after it. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 4096;
    }
}

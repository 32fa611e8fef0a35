package dev.errand.authz.store;

import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * What one request may still spend on waiting for the database, over all its statements together. Only waiting counts,
 * so that a busy processor alone refuses nobody. Belongs to the request's thread.
 */
final class StoreTime {

    private static final ThreadLocal<@Nullable StoreTime> OF_THIS_THREAD = new ThreadLocal<>();

    private final LongSupplier nanoTicker;
    private final long patience;
    private final boolean total;
    private boolean paused;
    private long nanosLeft;

    StoreTime(Duration whole, LongSupplier nanoTicker) {
        this(whole, nanoTicker, true);
    }

    private StoreTime(Duration patience, LongSupplier nanoTicker, boolean total) {
        this.nanoTicker = nanoTicker;
        this.total = total;
        this.patience = patience.toNanos();
        this.nanosLeft = this.patience;
    }

    /** For a request that is answered bit by bit, as long as there are bits: it may wait so long for each of them. */
    static StoreTime forEach(Duration patience, LongSupplier nanoTicker) {
        return new StoreTime(patience, nanoTicker, false);
    }

    /** What the request of this thread has left; empty on threads that serve no request, which may wait. */
    static Optional<StoreTime> ofThisThread() {
        return Optional.ofNullable(OF_THIS_THREAD.get());
    }

    /** Counts what this thread waits from now on. */
    void begin() {
        OF_THIS_THREAD.set(this);
    }

    /** Stops counting. */
    static void end() {
        OF_THIS_THREAD.remove();
    }

    /** From now on each wait of this thread's request may take the whole patience, and none is deducted. */
    static void pauseTotal() {
        ofThisThread().ifPresent(time -> time.paused = true);
    }

    /** What is waited for is deducted again. */
    static void resumeTotal() {
        ofThisThread().ifPresent(time -> time.paused = false);
    }

    /** Whether what is waited for now is deducted. */
    boolean isTotal() {
        return total && !paused;
    }

    /** Waits, and counts it. */
    <T> T spend(Callable<T> waiting) throws Exception {
        long start = nanoTicker.getAsLong();
        try {
            return waiting.call();
        } finally {
            nanosLeft -= isTotal() ? nanoTicker.getAsLong() - start : 0;
        }
    }

    /**
     * Milliseconds left, at least one.
     *
     * @throws SQLTimeoutException if nothing is left
     */
    int millisLeft() throws SQLTimeoutException {
        long nanos = paused ? patience : nanosLeft;
        if (nanos <= 0) {
            throw new SQLTimeoutException("this request has waited for the database as long as it may");
        }
        return Math.toIntExact(Math.max(1, Duration.ofNanos(nanos).toMillis()));
    }
}

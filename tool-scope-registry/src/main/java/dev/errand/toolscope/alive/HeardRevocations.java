package dev.errand.toolscope.alive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The credentials that a {@link RevocationFeed} has named, until they expire, and how old that knowledge is. Its age is
 * counted by this process's own monotonic clock from the moment at which the last question was asked: what the feed says
 * of its own time is not compared with any clock here. Nothing is known, and all of it stale, until the first answer.
 */
public final class HeardRevocations implements Revocations {

    /** For clocks that are set back, over the leeway that an expired credential gets. */
    private static final Duration KEPT_LONGER = Duration.ofSeconds(65);

    private final Map<String, Revocation> heard = new ConcurrentHashMap<>();
    private final long staleAfter;
    private final int most;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private volatile @Nullable Long completeAt;

    /**
     * Nothing heard yet.
     *
     * @param staleAfter how old what has been heard may be
     * @param most how many credentials are remembered at once
     * @param clock the one by which credentials expire here
     * @param nanos a monotonic clock such as {@link System#nanoTime}
     */
    public HeardRevocations(Duration staleAfter, int most, InstantSource clock, LongSupplier nanos) {
        this.staleAfter = staleAfter.toNanos();
        this.most = most;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public Optional<String> reason(String credentialId) {
        return Optional.ofNullable(heard.get(credentialId)).map(Revocation::reason);
    }

    @Override
    public boolean stale() {
        Long at = completeAt;
        return at == null || nanos.getAsLong() - at > staleAfter;
    }

    /** The time of the monotonic clock. */
    long now() {
        return nanos.getAsLong();
    }

    /**
     * Remembers credentials that have not expired yet, and forgets those that have. What is not remembered leaves a hole
     * in what is known, and may not be followed by {@link #completeAt}.
     *
     * @return whether there was room for all
     */
    synchronized boolean add(List<Revocation> revoked) {
        Instant now = clock.instant();
        heard.values().removeIf(one -> forgettable(one, now));
        for (Revocation one : revoked) {
            if (!forgettable(one, now) && !remember(one)) {
                return false;
            }
        }
        return true;
    }

    private boolean remember(Revocation one) {
        if (heard.size() >= most && !heard.containsKey(one.credentialId())) {
            return false;
        }
        heard.put(one.credentialId(), one);
        return true;
    }

    private static boolean forgettable(Revocation one, Instant now) {
        return one.expiresAt().plus(KEPT_LONGER).isBefore(now);
    }

    /** Says that all is known that the feed knew at this time of the monotonic clock. */
    void completeAt(long asked) {
        completeAt = asked;
    }
}

package dev.errand.dpop.firstuse;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * First uses in this process: for one node in development, since a restart forgets them. Bounded; when full of live
 * keys it refuses to answer, as evicting one would reopen its replay. Thread-safe.
 */
public final class InMemoryFirstUse implements FirstUse {

    private final int maxEntries;
    private final InstantSource clock;
    private final Map<UseKey, Instant> used = new HashMap<>();
    private Instant nextSweep = Instant.MIN;

    public InMemoryFirstUse(int maxEntries, InstantSource clock) {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries must be positive");
        }
        this.maxEntries = maxEntries;
        this.clock = clock;
    }

    @Override
    public synchronized boolean claim(UseKey key, Instant until) {
        if (used.containsKey(key)) {
            return false;
        }
        if (used.size() >= maxEntries) {
            sweep();
        }
        if (used.size() >= maxEntries) {
            throw new FirstUseUnavailable("the store of first uses is full", null);
        }
        used.put(key, until);
        return true;
    }

    /** Walks the whole map at most once a second, so that a flood of keys does not make every claim slow. */
    private void sweep() {
        Instant now = clock.instant();
        if (!now.isBefore(nextSweep)) {
            used.values().removeIf(until -> until.isBefore(now));
            nextSweep = now.plusSeconds(1);
        }
    }
}

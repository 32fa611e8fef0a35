package dev.errand.sample.agent.crash;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts what a crash run did, for its last line and for the assertion that it did enough. Thread-safe. */
final class Tally {

    private final Map<Seen, LongAdder> counts = new ConcurrentHashMap<>();

    /** What is counted. */
    enum Seen {
        KILLS("kills"), DATABASE_KILLS("of them with the database's processes"), RUNS("runs opened"),
        CREDENTIALS("credentials received"), IN_DOUBT("requests left without an answer"),
        CARRIED_OUT("of those found carried out"),
        SPENT("spent refresh tokens refused"), REFRESH_IN_DOUBT("refreshes in doubt settled"),
        ENDINGS("acknowledged endings found to hold"), ENDINGS_IN_DOUBT("endings in doubt settled"),
        CODES("redeemed codes refused"), CODES_IN_DOUBT("redemptions in doubt settled"),
        ASSERTIONS("used assertions refused"), PROOFS("used proofs refused"),
        PARKED("pushed requests and codes still good"), LIVE("untouched runs still good");

        private final String words;

        Seen(String words) {
            this.words = words;
        }
    }

    void add(Seen seen) {
        counts.computeIfAbsent(seen, key -> new LongAdder()).increment();
    }

    long of(Seen seen) {
        return counts.getOrDefault(seen, new LongAdder()).sum();
    }

    @Override
    public String toString() {
        return Arrays.stream(Seen.values()).map(seen -> of(seen) + " " + seen.words).collect(Collectors.joining(", "));
    }

}

package dev.errand.authz.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * How long a token lives.
 *
 * @param from {@code iat}
 * @param to {@code exp}
 */
public record Life(Instant from, Instant to) {

    /** From now on for so long, but past none of these ends. */
    static Life of(Instant now, Duration longest, Instant... ends) {
        Instant to = Stream.concat(Stream.of(now.plus(longest)), Stream.of(ends)).min(Instant::compareTo).orElseThrow();
        return new Life(now, to);
    }

    /** Whether a token could be used before it ends. */
    boolean leavesTime() {
        return from.plusSeconds(1).isBefore(to);
    }
}

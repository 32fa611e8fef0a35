package dev.errand.authz.retention;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long what has ended is kept.
 *
 * @param runs ended runs with their budgets and refresh tokens, and consents that nothing refers to any more
 * @param sessions ended sessions
 * @param requests pushed requests and codes, after their own end
 */
public record Retention(Duration runs, Duration sessions, Duration requests) {

    /** As long as a run may live: until then a spent secret has to be known, because showing it again ends the run. */
    private static final Duration SHORTEST = Duration.ofHours(8);

    public Retention {
        if (Stream.of(runs, sessions, requests).anyMatch(kept -> kept.compareTo(SHORTEST) < 0)) {
            throw new IllegalArgumentException("what has ended is kept for " + SHORTEST.toHours() + " h at least");
        }
    }
}

package dev.errand.authz.ending.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reads the feeds. A position that is visible has every position before it visible too, so a reader that goes on where
 * it was misses nothing, and one without a position has everything in one answer. Thread-safe.
 */
@Component
final class RevocationFeed {

    /** The most entries of one answer. */
    static final int LIMIT = 1000;

    /** By how much a tool's clock may be late: so long after its end a credential might still be accepted. */
    static final Duration LEEWAY = Duration.ofSeconds(5);

    private final RevocationRows rows;
    private final InstantSource clock;

    RevocationFeed(RevocationRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * What the tool has to hear.
     *
     * @param since the position of the tool's last answer; a position that the feed never had is none
     */
    FeedPage read(String tool, OptionalLong since) {
        Instant asOf = clock.instant();
        long last = rows.position(tool);
        long from = since.isPresent() && since.getAsLong() <= last ? since.getAsLong() : 0;
        List<RevocationRows.Placed> found = rows.after(tool, from, asOf.minus(LEEWAY), LIMIT + 1);
        List<RevocationRows.Placed> shown = found.subList(0, Math.min(found.size(), LIMIT));
        List<Revocation> revoked = shown.stream().map(RevocationRows.Placed::revocation).toList();
        if (found.size() > LIMIT) {
            return new FeedPage(shown.getLast().position(), earlier(asOf, found.getLast().revocation().endedAt()), revoked, true);
        }
        long position = shown.isEmpty() ? last : Math.max(last, shown.getLast().position());
        return new FeedPage(position, asOf, revoked, false);
    }

    /** What is left out was committed after what is not, and none of it before it ended. */
    private static Instant earlier(Instant asOf, Instant firstLeftOut) {
        return firstLeftOut.isBefore(asOf) ? firstLeftOut : asOf;
    }

    /** The last position of every feed that has anything in it. */
    Map<String, Long> positions() {
        return rows.positions();
    }

    /** Removes what no answer has any more. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void sweep() {
        rows.removeExpired(clock.instant().minus(LEEWAY));
    }
}

package dev.errand.authz.ending.feed;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One answer of the feed.
 *
 * @param position where the next answer goes on
 * @param asOf every ending that was committed before is in this answer or an earlier one
 * @param revoked the entries, in the order in which they were committed
 * @param more whether there are more right now
 */
record FeedPage(long position, Instant asOf, List<Revocation> revoked, boolean more) {

    FeedPage {
        revoked = List.copyOf(revoked);
    }

    /** Nothing is new at this position. */
    static FeedPage quiet(long position, Instant asOf) {
        return new FeedPage(position, asOf, List.of(), false);
    }

    boolean isEmpty() {
        return revoked.isEmpty();
    }

    /** The word that stands for the position. */
    String cursor() {
        return Long.toString(position);
    }

    /** Times are cut and not rounded: the promise of {@code as_of} would not survive the latter. */
    Map<String, Object> json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("cursor", cursor());
        members.put("as_of", BigDecimal.valueOf(asOf.toEpochMilli(), 3));
        members.put("revoked", revoked.stream().map(Revocation::json).toList());
        members.put("more", more);
        return members;
    }
}

package dev.errand.authz.ledger.search;

import java.time.Instant;
import java.util.Optional;

/**
 * Which rows, from where on and how many.
 *
 * @param filter which
 * @param order in which order
 * @param after the place of the last row seen; empty for the first rows
 * @param limit at most so many
 */
public record Slice(LedgerFilter filter, Order order, Optional<Position> after, int limit) {

    /** How rows follow each other. */
    public enum Order {
        NEWEST_FIRST, OLDEST_FIRST
    }

    /** The newest rows. */
    public static Slice newest(LedgerFilter filter, int limit) {
        return new Slice(filter, Order.NEWEST_FIRST, Optional.empty(), limit);
    }

    /** The same from this place on. */
    public Slice after(Position place) {
        return new Slice(filter, order, Optional.of(place), limit);
    }

    /** The same, but so many rows. */
    public Slice upTo(int rows) {
        return new Slice(filter, order, after, rows);
    }

    /** The same, without rows at or after this time. */
    Slice before(Instant time) {
        Instant until = filter.until();
        return until != null && until.isBefore(time)
                ? this
                : new Slice(filter.within(filter.since(), time), order, after, limit);
    }
}

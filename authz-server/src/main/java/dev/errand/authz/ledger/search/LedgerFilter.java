package dev.errand.authz.ledger.search;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which rows of the ledger are wanted.
 *
 * @param equal the value that each of these fields has to have, exactly; no text holds a NUL
 * @param since no rows before this time of the ledger
 * @param until no rows at or after it
 */
public record LedgerFilter(Map<Field, String> equal, @Nullable Instant since, @Nullable Instant until) {

    /** Everything. */
    public static final LedgerFilter ALL = new LedgerFilter(Map.of(), null, null);

    public LedgerFilter {
        Map<Field, String> copy = new EnumMap<>(Field.class);
        copy.putAll(equal);
        equal = Collections.unmodifiableMap(copy);
    }

    /** What has this one value. */
    public static LedgerFilter by(Field field, String value) {
        return new LedgerFilter(Map.of(field, value), null, null);
    }

    /** The same, and this one value. */
    public LedgerFilter and(Field field, String value) {
        Map<Field, String> more = new EnumMap<>(Field.class);
        more.putAll(equal);
        more.put(field, value);
        return new LedgerFilter(more, since, until);
    }

    /** The same in another time. */
    public LedgerFilter within(@Nullable Instant from, @Nullable Instant to) {
        return new LedgerFilter(equal, from, to);
    }
}

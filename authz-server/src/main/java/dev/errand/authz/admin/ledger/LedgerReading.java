package dev.errand.authz.admin.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.ledger.search.LedgerFilter;
import dev.errand.authz.ledger.search.LedgerSearch;
import dev.errand.authz.ledger.search.Position;
import dev.errand.authz.ledger.search.Slice;
import dev.errand.authz.ledger.search.Slice.Order;
import dev.errand.toolscope.json.Parsed;

/**
 * The ledger's lists for API, export and pages. On a page a call counts once, and has a row for each scope of its
 * credential. Thread-safe.
 */
@Component
public final class LedgerReading {

    /** How many values a cursor of these lists has: a time and a number. */
    public static final int CURSOR_PARTS = 2;

    private final LedgerSearch search;
    private final LedgerJson json;
    private final InstantSource clock;

    LedgerReading(LedgerSearch search, LedgerJson json, InstantSource clock) {
        this.search = search;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What is there by now, to be watched from there on.
     *
     * @param page the newest rows
     * @param newer where {@link #oldest} goes on: at the first row that is not among them
     */
    public record Watched(Page<LedgerRow> page, Cursor newer) {}

    /** A page, newest rows first. */
    public Parsed<Page<LedgerRow>> newest(LedgerQuery query, PageRequest page) {
        return position(page).then(after -> new Parsed.Value<>(source(query)
                .page(new Slice(query.filter(), Order.NEWEST_FIRST, after, page.limit()))));
    }

    /**
     * A page, oldest rows first. There is always a place to go on from, also where there is nothing yet: who asks again
     * from there sees what was written meanwhile, and misses nothing.
     */
    public Parsed<Page<LedgerRow>> oldest(LedgerQuery query, PageRequest page) {
        return position(page).then(after -> {
            Slice slice = new Slice(query.filter(), Order.OLDEST_FIRST, after, page.limit());
            Position settled = new Position(settled(), 0);
            return new Parsed.Value<>(source(query).tail(slice, after.orElse(settled)));
        });
    }

    /** The newest rows that are settled, and where to go on watching. */
    public Watched watch(LedgerQuery query, int limit) {
        Instant until = settled();
        LedgerFilter filter = query.filter();
        Instant wanted = filter.until();
        Instant end = wanted != null && wanted.isBefore(until) ? wanted : until;
        Page<LedgerRow> page = source(query).page(Slice.newest(filter.within(filter.since(), end), limit));
        return new Watched(page, RowSource.cursor(new Position(until, 0)));
    }

    /** Every row, newest first, as the pages have them. */
    void each(LedgerQuery query, Consumer<LedgerRow> row) {
        source(query).each(query.filter(), row);
    }

    private Instant settled() {
        return clock.instant().minus(LedgerSearch.SETTLED);
    }

    private RowSource<?> source(LedgerQuery query) {
        return switch (query.list()) {
            case CALLS -> new RowSource<>(search, search::calls, one -> json.call(one.position().at(), one.entry()));
            case ISSUANCES -> new RowSource<>(search, search::issuances, one -> row(json.issuance(one.entry())));
            case UNREPORTED -> new RowSource<>(search, search::unreported, one -> row(json.issuance(one.entry())));
            case REFUSALS -> new RowSource<>(search, search::refusals, one -> row(LedgerJson.refusal(one.entry())));
            case EVENTS -> new RowSource<>(search, search::events, one -> row(LedgerJson.event(one.entry())));
        };
    }

    private static List<LedgerRow> row(Map<String, @Nullable Object> members) {
        return List.of(new LedgerRow(members));
    }

    private static Parsed<Optional<Position>> position(PageRequest page) {
        if (page.after().isEmpty()) {
            return new Parsed.Value<>(Optional.empty());
        }
        Cursor cursor = page.after().get();
        try {
            return new Parsed.Value<>(
                    Optional.of(new Position(LedgerParameters.time(cursor.part(0)), Long.parseLong(cursor.part(1)))));
        } catch (DateTimeException | NumberFormatException ex) {
            return new Parsed.Malformed<>("after", "is no cursor of this list");
        }
    }
}

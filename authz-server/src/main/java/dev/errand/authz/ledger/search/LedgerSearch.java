package dev.errand.authz.ledger.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.IssuanceRow;
import dev.errand.authz.ledger.RefusalEntry;

import static dev.errand.authz.store.Columns.text;
import static dev.errand.authz.store.Columns.time;

/**
 * Looks the ledger's lists up, by keyset: rows that are written meanwhile move nothing. Newest first, everything is there
 * at once; oldest first, rows appear in the order of their places when they are {@link #SETTLED}, so that who goes on
 * from the last row seen misses none. Thread-safe.
 */
@Component
public final class LedgerSearch {

    /**
     * How old a row is when every row before it has been written: longer than a transaction may last, with a margin for
     * clocks of several nodes.
     */
    public static final Duration SETTLED = Duration.ofSeconds(3);

    /** How many rows are read at once where all are wanted. */
    private static final int BATCH = 1000;

    private static final Listing ISSUANCES = issuances().with(Field.KIND);
    private static final Listing UNREPORTED = issuances().where("kind = 'credential'", "kind")
            .where("not exists (select 1 from tool_call c where c.credential_id = i.credential_id)", "kind");
    private static final Listing REFUSALS = new Listing("refusal", "at", "refusal_id").with(Field.RUN_ID, Field.SUBJECT,
            Field.AGENT, Field.SCOPE, Field.TOOL, Field.REASON, Field.SESSION, Field.JKT, Field.REQUEST_ID, Field.ERROR,
            Field.ENDPOINT);
    private static final Listing EVENTS = new Listing("event", "at", "event_id").with(Field.RUN_ID, Field.SUBJECT,
            Field.AGENT, Field.ALARM, Field.SESSION, Field.KIND);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final CallListing calls;

    public LedgerSearch(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.calls = new CallListing(jdbc);
    }

    /** What a list can be searched by. */
    public static Set<Field> fields(LedgerList list) {
        return listing(list).fields();
    }

    static Listing listing(LedgerList list) {
        return switch (list) {
            case CALLS -> CallListing.LISTING;
            case ISSUANCES -> ISSUANCES;
            case REFUSALS -> REFUSALS;
            case EVENTS -> EVENTS;
            case UNREPORTED -> UNREPORTED;
        };
    }

    /** Reported calls, each with its issuance: the ledger's one join. */
    public List<Found<RecordedCall>> calls(Slice slice) {
        return calls.read(settled(slice));
    }

    /** Tokens that were issued, scope by scope. */
    public List<Found<IssuanceEntry>> issuances(Slice slice) {
        return issuances(ISSUANCES, slice);
    }

    /** Credentials of which no call was reported, scope by scope. */
    public List<Found<IssuanceEntry>> unreported(Slice slice) {
        return issuances(UNREPORTED, slice);
    }

    /** Whether a credential was ever issued; a look at one row, by an index. */
    public boolean hasCredential() {
        return jdbc.sql("""
                select issuance_id from issuance where kind = 'credential' order by kind, issued_at, issuance_id
                fetch first 1 rows only
                """).query(Long.class).optional().isPresent();
    }

    /** Requests that were refused. */
    public List<Found<RefusalEntry>> refusals(Slice slice) {
        return rows(REFUSALS, "*", slice, row -> new Found<>(position(row, "at", "refusal_id"),
                new RefusalEntry(time(row, "at"), text(row, "endpoint"),
                        row.getString("agent"), row.getString("run_id"), row.getString("session"), row.getString("subject"),
                        row.getString("tool"), row.getString("scope"), row.getString("jkt"),
                        text(row, "error"), text(row, "reason"), row.getString("parameter"),
                        text(row, "request_id"))));
    }

    /** What else happened. */
    public List<Found<EventEntry>> events(Slice slice) {
        return rows(EVENTS, "*", slice, row -> new Found<>(position(row, "at", "event_id"),
                new EventEntry(time(row, "at"), text(row, "kind"), row.getString("run_id"),
                        row.getString("session"), row.getString("subject"), row.getString("agent"),
                        text(row, "detail"), row.getBoolean("alarm"))));
    }

    /**
     * Hands over every row of the filter, newest first, as the pages show them. Each batch is read on its own: no
     * transaction, no connection and no more rows than that are held while the caller is busy with them, and rows
     * written meanwhile are newer than those that are still to come.
     */
    public <T> void each(LedgerFilter filter, Function<Slice, List<Found<T>>> list, Consumer<Found<T>> row) {
        Optional<Slice> next = Optional.of(Slice.newest(filter, BATCH));
        while (next.isPresent()) {
            Slice slice = next.get();
            List<Found<T>> found = list.apply(slice);
            found.forEach(row);
            next = found.size() < BATCH ? Optional.empty() : Optional.of(slice.after(found.getLast().position()));
        }
    }

    private List<Found<IssuanceEntry>> issuances(Listing listing, Slice slice) {
        return rows(listing, "i.issuance_id, " + IssuanceRow.COLUMNS, slice,
                row -> new Found<>(position(row, "i_issued_at", "issuance_id"), IssuanceRow.read(row)));
    }

    private <T> List<Found<T>> rows(Listing listing, String selected, Slice slice, Reader<T> reader) {
        Listing.Statement statement = listing.statement(selected, settled(slice));
        return jdbc.sql(statement.sql()).params(statement.values()).query((row, _) -> reader.read(row)).list();
    }

    private Slice settled(Slice slice) {
        return slice.order() == Slice.Order.NEWEST_FIRST ? slice : slice.before(clock.instant().minus(SETTLED));
    }

    static Position position(ResultSet row, String time, String id) throws SQLException {
        return new Position(time(row, time), row.getLong(id));
    }

    private static Listing issuances() {
        return new Listing("issuance i", "issued_at", "issuance_id").with(Field.RUN_ID, Field.IDENTIFIER, Field.REQUEST_ID,
                Field.CONSENT_ID, Field.JKT, Field.SUBJECT, Field.AGENT, Field.SCOPE, Field.TOOL, Field.COMPOSITION)
                .sorted(Field.CREDENTIAL_ID, Field.SESSION).among(Field.ACTION);
    }

    private interface Reader<T> {

        Found<T> read(ResultSet row) throws SQLException;
    }
}

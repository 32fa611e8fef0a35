package dev.errand.authz.ledger.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.IssuanceRow;
import dev.errand.authz.ledger.ToolCallEntry;
import dev.errand.authz.ledger.ToolCallRow;

/**
 * The join. The calls of a slice are chosen first, by an index and up to its limit; only those are joined to their
 * issuances, of which a credential of several scopes has several.
 */
final class CallListing {

    static final Listing LISTING = new Listing("tool_call", "recorded_at", "call_id").with(Field.RUN_ID, Field.IDENTIFIER,
            Field.SUBJECT, Field.AGENT, Field.SCOPE, Field.TOOL, Field.OUTCOME)
            .sorted(Field.CREDENTIAL_ID).among(Field.REASON, Field.ACTION)
            .through(Field.REQUEST_ID, Field.SESSION, Field.CONSENT_ID, Field.JKT, Field.COMPOSITION);

    static final String CHOSEN = "recorded_at, call_id, " + ToolCallRow.COLUMNS.replace("c.", "");

    private final JdbcClient jdbc;

    CallListing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Found<RecordedCall>> read(Slice slice) {
        Listing.Statement chosen = LISTING.statement(CHOSEN, slice);
        String direction = slice.order() == Slice.Order.NEWEST_FIRST ? " desc" : "";
        return jdbc.sql("select c.recorded_at, c.call_id, " + ToolCallRow.COLUMNS + ", " + IssuanceRow.COLUMNS + " from ("
                + chosen.sql() + ") c left join issuance i on i.credential_id = c.credential_id order by c.recorded_at"
                + direction + ", c.call_id" + direction + ", i.scope").params(chosen.values())
                .query((ResultSetExtractor<List<Found<RecordedCall>>>) CallListing::grouped);
    }

    /** The rows of one call follow each other. */
    private static List<Found<RecordedCall>> grouped(ResultSet rows) throws SQLException {
        List<Found<RecordedCall>> calls = new ArrayList<>();
        while (rows.next()) {
            Position position = LedgerSearch.position(rows, "recorded_at", "call_id");
            ToolCallEntry call = ToolCallRow.read(rows);
            List<IssuanceEntry> issuances = new ArrayList<>();
            if (!calls.isEmpty() && calls.getLast().position().equals(position)) {
                issuances.addAll(calls.removeLast().entry().issuances());
            }
            if (rows.getString("i_credential_id") != null) {
                issuances.add(IssuanceRow.read(rows));
            }
            calls.add(new Found<>(position, new RecordedCall(call, issuances)));
        }
        return calls;
    }
}

package dev.errand.authz.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;

import static dev.errand.authz.store.Columns.text;
import static dev.errand.authz.store.Columns.time;

/** How a row of the table {@code tool_call} is read back. */
public final class ToolCallRow {

    /** The columns that {@link #read} needs, of the alias {@code c}. */
    public static final String COLUMNS = """
            c.tool, c.execution_id, c.credential_id, c.run_id, c.scope, c.action, c.identifier, c.parameter_digest,
            c.outcome, c.reason, c.started_at, c.ended_at
            """;

    private ToolCallRow() {}

    /** The entry of the row that the result stands on. */
    public static ToolCallEntry read(ResultSet row) throws SQLException {
        String outcome = text(row, "outcome");
        return new ToolCallEntry(text(row, "tool"), text(row, "execution_id"),
                row.getString("credential_id"), row.getString("run_id"), row.getString("scope"),
                row.getString("action"), row.getString("identifier"), row.getString("parameter_digest"),
                Outcome.of(outcome).orElseThrow(), row.getString("reason"), time(row, "started_at"), time(row, "ended_at"));
    }
}

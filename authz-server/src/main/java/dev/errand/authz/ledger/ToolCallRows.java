package dev.errand.authz.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code tool_call}. */
final class ToolCallRows {

    /** The columns that {@link #read} needs, of the alias {@code c}. */
    static final String COLUMNS = """
            c.tool, c.execution_id, c.credential_id, c.run_id, c.scope, c.action, c.identifier, c.parameter_digest,
            c.outcome, c.reason, c.started_at, c.ended_at
            """;

    private final JdbcClient jdbc;

    ToolCallRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the call under the run given here; false if its execution id is taken. */
    boolean insert(ToolCallEntry e, @Nullable String runId, Instant now) {
        return jdbc.sql("""
                insert into tool_call (tool, execution_id, credential_id, run_id, scope, action, identifier,
                  parameter_digest, outcome, reason, started_at, ended_at, recorded_at, content_digest)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """)
                .params(Arrays.asList(e.tool(), e.executionId(), e.credentialId(), runId, e.scope(), e.action(), e.identifier(),
                        e.parameterDigest(), e.outcome().word(), e.reason(), IssuanceRows.utc(e.startedAt()),
                        IssuanceRows.utc(e.endedAt()), IssuanceRows.utc(now), ContentDigest.of(e)))
                .update() == 1;
    }

    boolean isSame(ToolCallEntry e) {
        return ContentDigest.of(e).equals(jdbc
                .sql("select content_digest from tool_call where tool = :tool and execution_id = :executionId")
                .param("tool", e.tool()).param("executionId", e.executionId()).query(String.class).single());
    }

    long allowedCalls(String credentialId) {
        return jdbc.sql("""
                select count(*) from tool_call where credential_id = :credentialId and outcome = 'allowed'
                """).param("credentialId", credentialId).query(Long.class).single();
    }

    static ToolCallEntry read(ResultSet row) throws SQLException {
        String outcome = IssuanceRows.string(row, "outcome");
        return new ToolCallEntry(IssuanceRows.string(row, "tool"), IssuanceRows.string(row, "execution_id"),
                row.getString("credential_id"), row.getString("run_id"), row.getString("scope"),
                row.getString("action"), row.getString("identifier"), row.getString("parameter_digest"),
                Outcome.of(outcome).orElseThrow(), row.getString("reason"), IssuanceRows.instant(row, "started_at"),
                IssuanceRows.instant(row, "ended_at"));
    }
}

package dev.errand.authz.ledger;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads calls with their issuances: the ledger's one join. */
final class CallHistoryRows {

    private static final String NEWEST = " fetch first " + CallHistory.MAX_ROWS + " rows only";

    private final JdbcClient jdbc;

    CallHistoryRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<CallHistory.Row> calls(CallQuery query) {
        String sql = "select " + ToolCallRow.COLUMNS + ", " + IssuanceRow.COLUMNS + """
                from tool_call c left join issuance i on i.credential_id = c.credential_id
                """ + where("c", query) + " order by c.started_at desc, c.tool desc, c.execution_id desc" + NEWEST;
        return filtered(sql, query).query((row, _) -> {
            ToolCallEntry call = ToolCallRow.read(row);
            return new CallHistory.Row(call, row.getString("i_credential_id") == null ? null : IssuanceRow.read(row));
        }).list().reversed();
    }

    List<IssuanceEntry> unreported(CallQuery query) {
        String sql = "select " + IssuanceRow.COLUMNS + " from issuance i " + where("i", query) + """
                 and i.kind = 'credential'
                  and not exists (select 1 from tool_call c where c.credential_id = i.credential_id)
                order by i.issued_at desc, i.credential_id desc, i.scope desc
                """ + NEWEST;
        return filtered(sql, query).query((row, _) -> IssuanceRow.read(row)).list().reversed();
    }

    private static String where(String alias, CallQuery query) {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        addIf(conditions, query.runId(), alias + ".run_id = :runId");
        addIf(conditions, query.credentialId(), alias + ".credential_id = :credentialId");
        return " where " + String.join(" and ", conditions);
    }

    private static void addIf(List<String> conditions, @Nullable String value, String condition) {
        if (value != null) {
            conditions.add(condition);
        }
    }

    private JdbcClient.StatementSpec filtered(String sql, CallQuery query) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql);
        if (query.runId() != null) {
            statement = statement.param("runId", query.runId());
        }
        if (query.credentialId() != null) {
            statement = statement.param("credentialId", query.credentialId());
        }
        return statement;
    }
}

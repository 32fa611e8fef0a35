package dev.errand.authz.agent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/** The table {@code agent}, as those who administer see it: in pages, and with revisions. */
final class AgentEntries {

    private static final String COLUMNS = """
            select client_id, name, method, jwks, redirect_uris, allowed_scopes, roles, enabled, revision, changed_at,
              changed_by
            from agent where\s""";

    private final JdbcClient jdbc;

    AgentEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<AgentEntry> find(String clientId) {
        if (clientId.indexOf('\0') >= 0) {
            // PostgreSQL raises an error for what cannot be in its text.
            return Optional.empty();
        }
        return jdbc.sql(COLUMNS + "client_id = :clientId").param("clientId", clientId).query((row, _) -> read(row))
                .optional();
    }

    /** The clients after this one, in the order of their ids. */
    List<AgentEntry> list(AgentFilter filter, String after, int limit) {
        JdbcClient.StatementSpec query = jdbc.sql(listing(filter)).param("after", after).param("limit", limit);
        if (!filter.search().isEmpty()) {
            query = query.param("search", filter.search());
        }
        if (filter.enabled().isPresent()) {
            query = query.param("enabled", filter.enabled().get());
        }
        return query.query((row, _) -> read(row)).list();
    }

    /** A beginning is compared as a text and not as a range, whose order is the database's language's. */
    static String listing(AgentFilter filter) {
        String search = filter.search().isEmpty() ? "" : """
                 and (position(lower(:search) in lower(client_id)) = 1 or position(lower(:search) in lower(name)) = 1)
                """;
        String enabled = filter.enabled().isEmpty() ? "" : " and enabled = :enabled ";
        return COLUMNS + "client_id > :after" + search + enabled + " order by client_id fetch first :limit rows only";
    }

    /** Whether the client was there in the other state. */
    boolean enable(String clientId, boolean enabled, String by, Instant now) {
        return jdbc.sql("""
                update agent set enabled = :enabled, changed_at = :now, changed_by = :by, revision = revision + 1
                where client_id = :clientId and enabled <> :enabled
                """).param("enabled", enabled).param("now", utc(now)).param("by", by)
                .param("clientId", clientId).update() == 1;
    }

    private static AgentEntry read(ResultSet row) throws SQLException {
        return new AgentEntry(AgentRows.read(row), row.getInt("revision"),
                time(row, "changed_at"),
                row.getString("changed_by"));
    }
}

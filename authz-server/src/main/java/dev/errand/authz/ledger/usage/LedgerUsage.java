package dev.errand.authz.ledger.usage;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static dev.errand.authz.store.Columns.text;
import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/**
 * Adds up the ledger of a few agents or scopes since a time. Every number is a grouped query over an index by agent or
 * scope and time, so the cost is that of the rows it adds up. What counts is when a credential was issued: calls are those
 * that rest on the credentials counted. Thread-safe.
 */
@Component
public final class LedgerUsage {

    /** By how much the clock of the node that recorded a call may be behind that of the one that issued. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final String USED = "outcome in ('allowed', 'unknown')";

    private final JdbcClient jdbc;

    public LedgerUsage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What these agents were granted. */
    public List<Granted> granted(Collection<String> agents, Optional<String> scope, Instant since) {
        return of(agents, scope, since, """
                select agent, scope, count(*) as credentials, count(*) - count(action) as unread, max(issued_at) as latest
                from issuance where agent in (:agents) and issued_at >= :since and kind = 'credential'
                """).query((row, _) -> new Granted(agent(row), scope(row), row.getLong("credentials"),
                row.getLong("unread"), time(row, "latest"))).list();
    }

    /** What these agents used of it. */
    public List<Used> used(Collection<String> agents, Optional<String> scope, Instant since) {
        return of(agents, scope, since, """
                select agent, scope, count(*) as calls, count(distinct credential_id) as credentials,
                  max(recorded_at) as latest
                from tool_call where agent in (:agents) and granted_at >= :since and recorded_at >= :recorded
                  and\s""" + USED).param("recorded", recorded(since)).query((row, _) -> new Used(agent(row), scope(row),
                row.getLong("calls"), row.getLong("credentials"), time(row, "latest"))).list();
    }

    private JdbcClient.StatementSpec of(Collection<String> agents, Optional<String> scope, Instant since, String sql) {
        JdbcClient.StatementSpec statement = jdbc
                .sql(sql + scope.map(_ -> " and scope = :scope").orElse("") + " group by agent, scope")
                .param("agents", agents).param("since", utc(since));
        return scope.isPresent() ? statement.param("scope", scope.get()) : statement;
    }

    /** The largest values of each of these agents. */
    public List<Largest> largestByAgent(Collection<String> agents, Instant since) {
        return jdbc.sql("""
                select agent, scope, action, parameter, currency, max(largest) as largest from issuance_limit
                where agent in (:agents) and issued_at >= :since
                group by agent, scope, action, parameter, currency
                """).param("agents", agents).param("since", utc(since))
                .query((row, _) -> largest(agent(row), row)).list();
    }

    /** The largest values of these scopes, whoever had them. */
    public List<Largest> largestByScope(Collection<String> scopes, Instant since) {
        return jdbc.sql("""
                select scope, action, parameter, currency, max(largest) as largest from issuance_limit
                where scope in (:scopes) and issued_at >= :since
                group by scope, action, parameter, currency
                """).param("scopes", scopes).param("since", utc(since))
                .query((row, _) -> largest("", row)).list();
    }

    /** Which of these scopes were granted to anybody in credentials whose largest values the ledger does not know. */
    public List<String> unread(Collection<String> scopes, Instant since) {
        return jdbc.sql("""
                select distinct scope from issuance
                where scope in (:scopes) and issued_at >= :since and kind = 'credential' and action is null
                """).param("scopes", scopes).param("since", utc(since)).query(String.class).list();
    }

    /** Whether anybody used the scope. */
    public boolean usedByAnyone(String scope, Instant since) {
        return !jdbc.sql("select call_id from tool_call where scope = :scope and recorded_at >= :recorded"
                + " and granted_at >= :since and " + USED + " fetch first 1 rows only").param("scope", scope)
                .param("since", utc(since)).param("recorded", recorded(since)).query(Long.class).list()
                .isEmpty();
    }

    /** The most calls that anybody made with one credential for the scope; 0 if there were none. */
    public int mostCalls(String scope, Instant since) {
        return jdbc.sql("select coalesce(max(calls), 0) from (select count(*) as calls from tool_call"
                + " where scope = :scope and recorded_at >= :recorded and granted_at >= :since and " + USED
                + " group by credential_id) by_credential").param("scope", scope)
                .param("since", utc(since)).param("recorded", recorded(since)).query(Integer.class).single();
    }

    private static Object recorded(Instant since) {
        return utc(since.minus(SKEW));
    }

    private static Largest largest(String agent, ResultSet row) throws SQLException {
        BigDecimal largest = row.getBigDecimal("largest");
        return new Largest(agent, scope(row), text(row, "action"), text(row, "parameter"),
                text(row, "currency"), largest.stripTrailingZeros());
    }

    private static String agent(ResultSet row) throws SQLException {
        return text(row, "agent");
    }

    private static String scope(ResultSet row) throws SQLException {
        return text(row, "scope");
    }
}

package dev.errand.authz.ledger.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.ledger.Outcome;

import static dev.errand.authz.store.Columns.text;
import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/** Reads what the ledger holds of one run, in the caller's transaction if there is one. Thread-safe. */
@Component
public final class RunRecords {

    private static final String CREDENTIALS = """
            select i.credential_id, i.tool, i.scope, i.scope_version_active, i.authorization_details, i.issued_at,
              i.expires_at, i.max_uses,
              (select count(*) from tool_call c where c.credential_id = i.credential_id and c.outcome = 'allowed') as allowed
            from issuance i where i.kind = 'credential' and\s""";

    private final JdbcClient jdbc;

    public RunRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The credentials of these runs that expire after this time, the latest first. */
    public List<IssuedCredential> expiringAfter(List<String> runIds, Instant time) {
        return IssuedCredential.joined(jdbc.sql(CREDENTIALS + """
                i.run_id in (:runs) and i.expires_at > :time order by i.issued_at desc, i.credential_id, i.scope
                """).param("runs", runIds).param("time", utc(time)).query((row, _) -> credential(row)).list());
    }

    /** The latest credentials of the run, and no more rows than this, the latest first. */
    public List<IssuedCredential> latest(String runId, int rows) {
        return IssuedCredential.joined(jdbc.sql(CREDENTIALS + """
                i.run_id = :run order by i.issued_at desc, i.credential_id, i.scope fetch first :rows rows only
                """).param("run", runId).param("rows", rows).query((row, _) -> credential(row)).list());
    }

    /** How many calls were made in these runs, or may have been made. */
    public List<CallCount> made(List<String> runIds) {
        return jdbc.sql("""
                select c.tool, c.credential_id, c.scope, c.outcome, c.calls, i.scope as issued_scope,
                  i.scope_version_active, i.authorization_details
                from (select tool, credential_id, scope, outcome, count(*) as calls from tool_call
                      where run_id in (:runs) and outcome in ('allowed', 'unknown')
                      group by tool, credential_id, scope, outcome) c
                left join issuance i on i.credential_id = c.credential_id and i.scope = c.scope
                order by c.tool, c.scope, c.credential_id, c.outcome
                """).param("runs", runIds).query((row, _) -> count(row)).list();
    }

    /** The latest reported calls, the latest first. */
    public List<RunCall> calls(String runId, int rows) {
        return jdbc.sql("""
                select tool, execution_id, credential_id, scope, action, identifier, outcome, reason, started_at
                from tool_call where run_id = :run
                order by started_at desc, tool desc, execution_id desc fetch first :rows rows only
                """).param("run", runId).param("rows", rows).query((row, _) -> call(row)).list();
    }

    /** Until when the last run token is good. */
    public Optional<Instant> runTokenUntil(String runId) {
        return jdbc.sql("""
                select expires_at from issuance where run_id = :run and kind = 'run_token'
                order by issued_at desc fetch first 1 row only
                """).param("run", runId).query((row, _) -> time(row, "expires_at")).optional();
    }

    /** The latest moments of each kind, the latest first. */
    public List<RunMoment> moments(String runId, int ofEachKind) {
        Stream<RunMoment> refusals = moments(RunMoment.Kind.REFUSAL, """
                select at, reason as word, scope, parameter as detail, false as alarm from refusal where run_id = :run
                order by at desc, refusal_id desc fetch first :rows rows only
                """, runId, ofEachKind);
        Stream<RunMoment> tokens = moments(RunMoment.Kind.RUN_TOKEN, """
                select issued_at as at, trigger as word, cast(null as varchar(1)) as scope,
                  cast(null as varchar(1)) as detail, false as alarm
                from issuance where run_id = :run and kind = 'run_token' order by issued_at desc fetch first :rows rows only
                """, runId, ofEachKind);
        Stream<RunMoment> events = moments(RunMoment.Kind.EVENT, """
                select at, kind as word, cast(null as varchar(1)) as scope, detail, alarm from event where run_id = :run
                order by at desc, event_id desc fetch first :rows rows only
                """, runId, ofEachKind);
        return Stream.of(refusals, tokens, events).flatMap(some -> some)
                .sorted(Comparator.comparing(RunMoment::at).reversed()).toList();
    }

    private Stream<RunMoment> moments(RunMoment.Kind kind, String sql, String runId, int rows) {
        return jdbc.sql(sql).param("run", runId).param("rows", rows).query((row, _) -> moment(kind, row)).list().stream();
    }

    private static RunMoment moment(RunMoment.Kind kind, ResultSet row) throws SQLException {
        return new RunMoment(kind, time(row, "at"), text(row, "word"), row.getString("scope"),
                row.getString("detail"), row.getBoolean("alarm"));
    }

    private static IssuedCredential credential(ResultSet row) throws SQLException {
        return new IssuedCredential(text(row, "credential_id"), text(row, "tool"), List.of(scope(row, "scope")),
                time(row, "issued_at"), time(row, "expires_at"), row.getInt("max_uses"), row.getInt("allowed"));
    }

    private static IssuedScope scope(ResultSet row, String column) throws SQLException {
        return new IssuedScope(text(row, column), row.getObject("scope_version_active", Integer.class),
                row.getString("authorization_details"));
    }

    private static CallCount count(ResultSet row) throws SQLException {
        return new CallCount(text(row, "tool"), row.getString("credential_id"), row.getString("scope"),
                Outcome.of(text(row, "outcome")).orElseThrow(), row.getInt("calls"),
                row.getString("issued_scope") == null ? null : scope(row, "issued_scope"));
    }

    private static RunCall call(ResultSet row) throws SQLException {
        return new RunCall(text(row, "tool"), text(row, "execution_id"), row.getString("credential_id"),
                row.getString("scope"), row.getString("action"), row.getString("identifier"),
                Outcome.of(text(row, "outcome")).orElseThrow(), row.getString("reason"), time(row, "started_at"));
    }
}

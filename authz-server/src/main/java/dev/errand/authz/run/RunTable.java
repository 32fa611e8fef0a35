package dev.errand.authz.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.toolscope.Money;

/** The tables {@code run} and {@code run_total}. Statements join the caller's transaction. */
@Component
final class RunTable {

    private final JdbcClient jdbc;
    private final TermsJson json;

    RunTable(JdbcClient jdbc, TermsJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** An active run and the thumbprint of the registered key that opened it, empty if none did. */
    record OpenedBy(String runId, String key) {}

    private record Total(String parameter, Money total, Money remaining) {}

    Optional<Run> find(String runId) {
        List<Total> totals = jdbc.sql("""
                SELECT parameter, currency, total, remaining FROM run_total WHERE run_id = :run
                """).param("run", runId).query((row, n) -> total(row)).list();
        return jdbc.sql("""
                SELECT run_id, sid, subject, client_id, jkt, consent_id, purpose, ceiling, max_calls, calls_left,
                       state, end_reason, opened_at, deadline
                  FROM run WHERE run_id = :run
                """).param("run", runId).query((row, n) -> run(row, totals)).optional();
    }

    /** The lock comes first and the read after it, so that what is read is what the lock protects. */
    boolean lock(String runId) {
        return jdbc.sql("SELECT run_id FROM run WHERE run_id = :run FOR UPDATE").param("run", runId)
                .query(String.class).optional().isPresent();
    }

    List<String> lockActiveOfSession(String sid) {
        return jdbc.sql("SELECT run_id FROM run WHERE sid = :sid AND state = 'active' ORDER BY run_id FOR UPDATE")
                .param("sid", sid).query(String.class).list();
    }

    List<OpenedBy> lockActiveOfAgent(String clientId) {
        return jdbc.sql("""
                SELECT run_id, opened_by_key FROM run WHERE client_id = :client AND state = 'active'
                 ORDER BY run_id FOR UPDATE
                """).param("client", clientId)
                .query((row, n) -> new OpenedBy(row.getString("run_id"), row.getString("opened_by_key"))).list();
    }

    List<String> pastDeadline(Instant now) {
        return jdbc.sql("SELECT run_id FROM run WHERE state = 'active' AND deadline <= :now ORDER BY run_id LIMIT 500")
                .param("now", utc(now)).query(String.class).list();
    }

    void insert(NewRun run, Instant now) {
        RunTerms terms = run.terms();
        jdbc.sql("""
                INSERT INTO run (run_id, sid, subject, client_id, jkt, consent_id, opened_by_key, purpose, ceiling,
                                 max_calls, calls_left, state, opened_at, deadline)
                VALUES (:run, :sid, :subject, :client, :jkt, :consent, :key, :purpose, :ceiling,
                        :calls, :calls, 'active', :now, :deadline)
                """).param("run", run.runId()).param("sid", run.sid()).param("subject", run.subject())
                .param("client", run.clientId()).param("jkt", run.jkt()).param("consent", run.consentId())
                .param("key", run.openedByKey()).param("purpose", terms.purpose())
                .param("ceiling", json.ceiling(terms.ceiling())).param("calls", terms.budget().maxCalls())
                .param("now", utc(now)).param("deadline", utc(terms.deadline())).update();
        terms.budget().totals().forEach((parameter, total) -> insertTotal(run.runId(), parameter, total));
    }

    private void insertTotal(String runId, String parameter, Money total) {
        jdbc.sql("""
                INSERT INTO run_total (run_id, parameter, currency, total, remaining)
                VALUES (:run, :parameter, :currency, :total, :total)
                """).param("run", runId).param("parameter", parameter).param("currency", total.currency())
                .param("total", total.amount()).update();
    }

    /** Calls first: that statement also re-checks that the run is active, and orders all debits of the run. */
    boolean debit(String runId, Debit debit, Instant now) {
        int rows = jdbc.sql("""
                UPDATE run SET calls_left = calls_left - :calls
                 WHERE run_id = :run AND state = 'active' AND deadline > :now AND calls_left >= :calls
                """).param("calls", debit.calls()).param("run", runId).param("now", utc(now)).update();
        return rows == 1 && debit.amounts().entrySet().stream()
                .allMatch(amount -> debitTotal(runId, amount.getKey(), amount.getValue()));
    }

    private boolean debitTotal(String runId, String parameter, Money amount) {
        return jdbc.sql("""
                UPDATE run_total SET remaining = remaining - :amount
                 WHERE run_id = :run AND parameter = :parameter AND currency = :currency AND remaining >= :amount
                """).param("amount", amount.amount()).param("run", runId).param("parameter", parameter)
                .param("currency", amount.currency()).update() == 1;
    }

    boolean end(String runId, RunState state, String reason, Instant now) {
        return jdbc.sql("""
                UPDATE run SET state = :state, end_reason = :reason, ended_at = :now
                 WHERE run_id = :run AND state = 'active'
                """).param("state", state.word()).param("reason", reason).param("now", utc(now)).param("run", runId)
                .update() == 1;
    }

    private Run run(ResultSet row, List<Total> totals) throws SQLException {
        Map<String, Money> whole = new LinkedHashMap<>();
        Map<String, Money> left = new LinkedHashMap<>();
        totals.forEach(total -> {
            whole.put(total.parameter(), total.total());
            left.put(total.parameter(), total.remaining());
        });
        RunTerms terms = new RunTerms(row.getString("purpose"), json.ceiling(row.getString("ceiling")),
                new Budget(row.getInt("max_calls"), whole), instant(row, "deadline"));
        return new Run(row.getString("run_id"), row.getString("sid"), row.getString("subject"),
                row.getString("client_id"), row.getString("jkt"), row.getString("consent_id"), terms,
                new BudgetLeft(row.getInt("calls_left"), left), RunState.of(row.getString("state")),
                row.getString("end_reason"), instant(row, "opened_at"));
    }

    private static Total total(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return new Total(row.getString("parameter"), new Money(row.getBigDecimal("total"), currency),
                new Money(row.getBigDecimal("remaining"), currency));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

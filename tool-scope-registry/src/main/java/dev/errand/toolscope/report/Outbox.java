package dev.errand.toolscope.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code call_report}. Writes join the caller's transaction. */
final class Outbox {

    /** A report that a sender has taken, and how often it was tried, this time included. */
    record Leased(CallReport report, int attempts) {}

    private final JdbcClient jdbc;

    Outbox(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    void add(CallReport report, String state, Instant dueAt) {
        CallSubject subject = report.subject();
        jdbc.sql("""
                INSERT INTO call_report (execution_id, credential_id, run_id, scope, action, identifier,
                    parameter_digest, outcome, reason, started_at, ended_at, state, attempts, next_attempt_at)
                VALUES (:executionId, :credentialId, :runId, :scope, :action, :identifier,
                    :parameterDigest, :outcome, :reason, :startedAt, :endedAt, :state, 0, :dueAt)
                """).param("executionId", report.executionId()).param("credentialId", subject.credentialId())
                .param("runId", subject.runId()).param("scope", subject.scope()).param("action", subject.action())
                .param("identifier", subject.identifier()).param("parameterDigest", subject.parameterDigest())
                .param("outcome", report.outcome().word()).param("reason", report.reason())
                .param("startedAt", utc(report.startedAt())).param("endedAt", utc(report.endedAt()))
                .param("state", state).param("dueAt", utc(dueAt)).update();
    }

    /** Gives a held report its end; false if it was sent without one in the meantime. */
    boolean settle(CallReport report) {
        return jdbc.sql("""
                UPDATE call_report SET state = 'pending', outcome = :outcome, reason = :reason, ended_at = :endedAt,
                    next_attempt_at = :endedAt
                WHERE execution_id = :executionId AND state = 'held'
                """).param("outcome", report.outcome().word()).param("reason", report.reason())
                .param("endedAt", utc(report.endedAt())).param("executionId", report.executionId()).update() == 1;
    }

    /**
     * Takes up to {@code most} due reports, so that no other sender has them before {@code until}. The list of what is
     * due is only a hint: whose a row is, the conditional update decides.
     */
    List<Leased> lease(String lease, int most, Instant now, Instant until) {
        List<String> due = jdbc.sql("""
                SELECT execution_id FROM call_report
                WHERE state IN ('held', 'pending') AND next_attempt_at <= :now
                ORDER BY next_attempt_at FETCH FIRST :most ROWS ONLY
                """).param("now", utc(now)).param("most", most).query(String.class).list();
        if (due.isEmpty()) {
            return List.of();
        }
        jdbc.sql("""
                UPDATE call_report SET lease = :lease, state = 'pending', attempts = attempts + 1,
                    next_attempt_at = :until
                WHERE execution_id IN (:due) AND state IN ('held', 'pending') AND next_attempt_at <= :now
                """).param("lease", lease).param("until", utc(until)).param("due", due).param("now", utc(now)).update();
        return leased(lease);
    }

    private List<Leased> leased(String lease) {
        return jdbc.sql("""
                SELECT execution_id, credential_id, run_id, scope, action, identifier, parameter_digest, outcome,
                    reason, started_at, ended_at, attempts
                FROM call_report WHERE lease = :lease AND state = 'pending' ORDER BY started_at
                """).param("lease", lease).query((row, number) -> leased(row)).list();
    }

    void delivered(String lease, String executionId) {
        jdbc.sql("DELETE FROM call_report WHERE execution_id = :executionId AND lease = :lease")
                .param("executionId", executionId).param("lease", lease).update();
    }

    void rejected(String lease, String executionId, String problem) {
        jdbc.sql("""
                UPDATE call_report SET state = 'rejected', problem = :problem
                WHERE execution_id = :executionId AND lease = :lease
                """).param("problem", problem).param("executionId", executionId).param("lease", lease).update();
    }

    void retry(String lease, String executionId, Instant dueAt) {
        jdbc.sql("""
                UPDATE call_report SET next_attempt_at = :dueAt, lease = NULL
                WHERE execution_id = :executionId AND lease = :lease
                """).param("dueAt", utc(dueAt)).param("executionId", executionId).param("lease", lease).update();
    }

    private static Leased leased(ResultSet row) throws SQLException {
        CallSubject subject = new CallSubject(row.getString("credential_id"), row.getString("run_id"),
                row.getString("scope"), row.getString("action"), row.getString("identifier"),
                row.getString("parameter_digest"));
        @Nullable
        String reason = row.getString("reason");
        CallReport report = new CallReport(row.getString("execution_id"), subject,
                Outcome.of(row.getString("outcome")), reason, instant(row, "started_at"), instant(row, "ended_at"));
        return new Leased(report, row.getInt("attempts"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

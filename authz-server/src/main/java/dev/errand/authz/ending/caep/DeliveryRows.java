package dev.errand.authz.ending.caep;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.store.RowInsert;

import static dev.errand.authz.store.Columns.text;
import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/** The table {@code caep_delivery}. What was delivered is not in it any more. Statements join the caller's transaction. */
@Component
final class DeliveryRows {

    private static final RowInsert INSERT = RowInsert.into("caep_delivery", "jti", "receiver", "sid", "run_id", "subject",
            "client_id", "reason", "ended_at", "state", "attempts", "next_at");

    private static final String SELECT = """
            SELECT jti, receiver, sid, run_id, subject, client_id, reason, ended_at, attempts, next_at FROM caep_delivery
            """;

    private final JdbcClient jdbc;

    DeliveryRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is still to be delivered: its {@code jti}, to whom, what it tells, how often it was tried in vain, and until when
     * nobody tries.
     */
    record Pending(String jti, String receiver, Ending ending, int attempts, Instant nextAt) {}

    /** What is to be delivered: its {@code jti}, to whom, and what it tells. */
    record Filed(String jti, String receiver, Ending ending) {

        private List<@Nullable Object> row() {
            OffsetDateTime at = utc(ending.at());
            return Arrays.asList(jti, receiver, ending.sid(), ending.runId(), ending.subject(), ending.clientId(),
                    ending.reason(), at, "pending", 0, at);
        }
    }

    void insert(List<Filed> filed) {
        INSERT.insert(jdbc, filed.stream().map(Filed::row).toList());
    }

    /** What is due for the receiver, the oldest first. */
    List<Pending> due(String receiver, Instant now, int limit) {
        return jdbc.sql(SELECT + """
                 WHERE receiver = :receiver AND state = 'pending' AND next_at <= :now
                 ORDER BY next_at FETCH FIRST :limit ROWS ONLY
                """).param("receiver", receiver).param("now", utc(now)).param("limit", limit)
                .query((row, _) -> pending(row)).list();
    }

    /** What ended before this time and has been delivered to nobody, whoever the receiver is, the oldest first. */
    List<Pending> pendingSince(Instant before, int limit) {
        return jdbc.sql(SELECT + """
                 WHERE state = 'pending' AND ended_at < :before ORDER BY ended_at FETCH FIRST :limit ROWS ONLY
                """).param("before", utc(before)).param("limit", limit).query((row, _) -> pending(row)).list();
    }

    /** Puts it off for everybody else; of several nodes one succeeds. */
    boolean claim(Pending pending, Instant until) {
        return jdbc.sql("UPDATE caep_delivery SET next_at = :until WHERE jti = :jti AND state = 'pending' AND next_at = :seen")
                .param("until", utc(until)).param("jti", pending.jti()).param("seen", utc(pending.nextAt())).update() == 1;
    }

    void delivered(String jti) {
        jdbc.sql("DELETE FROM caep_delivery WHERE jti = :jti").param("jti", jti).update();
    }

    void postpone(String jti, Instant until, String problem) {
        jdbc.sql("""
                UPDATE caep_delivery SET next_at = :until, attempts = attempts + 1, problem = :problem WHERE jti = :jti
                """).param("until", utc(until)).param("problem", problem).param("jti", jti).update();
    }

    /** It is kept, and never tried again. */
    void fail(String jti, String problem) {
        jdbc.sql("""
                UPDATE caep_delivery SET state = 'failed', attempts = attempts + 1, problem = :problem WHERE jti = :jti
                """).param("problem", problem).param("jti", jti).update();
    }

    /** Removes what failed, and ended before this time. */
    void forgetFailed(Instant before) {
        jdbc.sql("DELETE FROM caep_delivery WHERE state = 'failed' AND ended_at < :before").param("before", utc(before))
                .update();
    }

    private static Pending pending(ResultSet row) throws SQLException {
        Ending ending = new Ending(text(row, "sid"), row.getString("run_id"), text(row, "subject"),
                row.getString("client_id"), text(row, "reason"), time(row, "ended_at"));
        return new Pending(text(row, "jti"), text(row, "receiver"), ending, row.getInt("attempts"), time(row, "next_at"));
    }
}

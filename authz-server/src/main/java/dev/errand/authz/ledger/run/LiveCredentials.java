package dev.errand.authz.ledger.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Gatherers;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static dev.errand.authz.store.Columns.text;
import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/** Reads which credentials are out, in the caller's transaction if there is one. Thread-safe. */
@Component
public final class LiveCredentials {

    private static final int AT_ONCE = 500;

    /** No credential lives so long. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final JdbcClient jdbc;

    public LiveCredentials(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The credentials of these runs that expire after this time, each once whatever its scopes. */
    public List<LiveCredential> ofRuns(List<String> runIds, Instant time) {
        return runIds.stream().gather(Gatherers.windowFixed(AT_ONCE)).map(some -> ofSome(some, time)).flatMap(List::stream)
                .toList();
    }

    private List<LiveCredential> ofSome(List<String> runIds, Instant time) {
        return jdbc.sql("""
                select distinct credential_id, tool, run_id, expires_at from issuance
                where run_id in (:runs) and kind = 'credential' and expires_at > :time
                """).param("runs", runIds).param("time", utc(time)).query((row, _) -> read(row)).list();
    }

    /** The credentials at the tool that expire after this time, no more than so many. */
    public List<LiveCredential> ofTool(String tool, Instant time, int atMost) {
        return issued("tool = :value and", tool, time, atMost);
    }

    /** Likewise of an agent. */
    public List<LiveCredential> ofAgent(String clientId, Instant time, int atMost) {
        return issued("agent = :value and", clientId, time, atMost);
    }

    /** Likewise of a user. */
    public List<LiveCredential> ofSubject(String subject, Instant time, int atMost) {
        return issued("subject = :value and", subject, time, atMost);
    }

    /** Likewise of everybody. */
    public List<LiveCredential> all(Instant time, int atMost) {
        return issued("", "", time, atMost);
    }

    /** Nothing that is older lives still, which is what the indexes are in the order of. */
    private List<LiveCredential> issued(String whose, String value, Instant time, int atMost) {
        return jdbc.sql("""
                select distinct credential_id, tool, run_id, expires_at from issuance
                where %s kind = 'credential' and issued_at > :since and expires_at > :time
                fetch first :atMost rows only
                """.formatted(whose)).param("value", value).param("since", utc(time.minus(LONGEST)))
                .param("time", utc(time)).param("atMost", atMost).query((row, _) -> read(row)).list();
    }

    private static LiveCredential read(ResultSet row) throws SQLException {
        return new LiveCredential(text(row, "credential_id"), text(row, "tool"), text(row, "run_id"),
                time(row, "expires_at"));
    }
}

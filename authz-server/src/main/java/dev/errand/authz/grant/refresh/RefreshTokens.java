package dev.errand.authz.grant.refresh;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunRemains;
import dev.errand.authz.secret.Secrets;

import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/** Refresh tokens: 256 bits, stored as a hash, one live per run, good once and for 10 idle minutes. */
@Component
public final class RefreshTokens implements RunRemains {

    private static final Duration IDLE = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final InstantSource clock;

    RefreshTokens(JdbcClient jdbc, Secrets secrets, InstantSource clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** A stored refresh token. */
    public record Row(String hash, String runId, String clientId, String jkt, boolean live, Instant idleEnd) {}

    /** Issues the run's next refresh token in the caller's transaction. @return the token, which is stored nowhere */
    public String issue(Run run) {
        String token = secrets.next();
        Instant now = clock.instant();
        Instant idleEnd = now.plus(IDLE).isBefore(run.terms().deadline()) ? now.plus(IDLE) : run.terms().deadline();
        jdbc.sql("""
                INSERT INTO refresh_token (token_hash, run_id, client_id, jkt, state, issued_at, idle_end)
                VALUES (:hash, :run, :client, :jkt, 'live', :now, :idle)
                """).param("hash", Secrets.hash(token)).param("run", run.runId()).param("client", run.clientId())
                .param("jkt", run.jkt()).param("now", utc(now)).param("idle", utc(idleEnd)).update();
        return token;
    }

    /** The stored row of a presented token. */
    public Optional<Row> find(String token) {
        return jdbc.sql("""
                SELECT token_hash, run_id, client_id, jkt, state, idle_end FROM refresh_token WHERE token_hash = :hash
                """).param("hash", Secrets.hash(token))
                .query((row, n) -> new Row(row.getString("token_hash"), row.getString("run_id"),
                        row.getString("client_id"), row.getString("jkt"), "live".equals(row.getString("state")),
                        time(row, "idle_end")))
                .optional();
    }

    /** Until when the run can be continued by its live refresh token; empty if it has none. Looking consumes nothing. */
    public Optional<Instant> liveUntil(String runId) {
        return jdbc.sql("SELECT idle_end FROM refresh_token WHERE run_id = :run AND state = 'live'").param("run", runId)
                .query((row, n) -> time(row, "idle_end")).list().stream()
                .max(Instant::compareTo);
    }

    /** The family goes before its run, and no sooner: until then a spent one that is shown again has to be known. */
    @Override
    public int remove(List<String> runIds, int atMost) {
        List<String> hashes = jdbc.sql("""
                SELECT token_hash FROM refresh_token WHERE run_id IN (:runs) FETCH FIRST :most ROWS ONLY
                """).param("runs", runIds).param("most", atMost).query(String.class).list();
        if (!hashes.isEmpty()) {
            jdbc.sql("DELETE FROM refresh_token WHERE token_hash IN (:hashes)").param("hashes", hashes).update();
        }
        return hashes.size();
    }

    /** Takes the token's one use. */
    boolean consume(String hash) {
        return jdbc.sql("UPDATE refresh_token SET state = 'consumed' WHERE token_hash = :hash AND state = 'live'")
                .param("hash", hash).update() == 1;
    }
}

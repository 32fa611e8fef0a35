package dev.errand.authz.run;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.retention.OldRows;
import dev.errand.authz.store.Batches;

import static dev.errand.authz.store.Columns.utc;

/**
 * The sealed answer to the last refresh of each run, in the run's own row: whoever locks the run or ends it decides on the
 * answer too. There is at most one, the latest; it goes at the first use of what is in it, when its time is over, and
 * with the run. Thread-safe.
 */
@Component
public final class RepeatableAnswers {

    private static final String GONE = "repeat_of = NULL, repeat_token = NULL, repeat_answer = NULL, repeat_until = NULL";
    private static final OldRows OVER = new OldRows("run", "run_id", "repeat_until");
    private static final int SWEEP = 500;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    RepeatableAnswers(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps the answer in place of the one before, in the transaction of the refresh, which has locked the run. */
    public void keep(String runId, RepeatableAnswer answer) {
        int rows = jdbc.sql("""
                UPDATE run SET repeat_of = :of, repeat_token = :token, repeat_answer = :sealed, repeat_until = :until
                 WHERE run_id = :run AND state = 'active'
                """).param("of", answer.of()).param("token", answer.runToken()).param("sealed", answer.sealed())
                .param("until", utc(answer.until())).param("run", runId).update();
        if (rows != 1) {
            throw new IllegalStateException("a refresh continues a run that is active and locked");
        }
    }

    /** The sealed answer to the refresh that consumed this token, while it may be repeated; the caller has locked the run. */
    public Optional<String> find(String runId, String consumed) {
        return jdbc.sql("""
                SELECT repeat_answer FROM run
                 WHERE run_id = :run AND state = 'active' AND repeat_of = :consumed AND repeat_until > :now
                """).param("run", runId).param("consumed", consumed).param("now", now()).query(String.class).optional();
    }

    /** A run token was used: if it is the one in the answer, that was heard. Costs a statement for the first use alone. */
    public void used(Run run, String runToken) {
        if (runToken.equals(run.unusedToken())) {
            jdbc.sql("UPDATE run SET " + GONE + " WHERE run_id = :run AND repeat_token = :token")
                    .param("run", run.runId()).param("token", runToken).update();
        }
    }

    /** Removes answers whose time is over, one by one, so that no run is locked while another is waited for. */
    public void sweep() {
        OffsetDateTime now = now();
        Batches.work(SWEEP, () -> OVER.oldest(jdbc, now.toInstant(), SWEEP), runId -> {
            jdbc.sql("UPDATE run SET " + GONE + " WHERE run_id = :run AND repeat_until <= :now").param("run", runId)
                    .param("now", now).update();
            return true;
        });
    }

    private OffsetDateTime now() {
        return utc(clock.instant());
    }
}

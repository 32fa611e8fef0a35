package dev.errand.authz.run;

import java.time.InstantSource;
import java.util.List;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.retention.OldRows;
import dev.errand.authz.retention.Removal;
import dev.errand.authz.retention.Retention;
import dev.errand.authz.session.SessionsRemoved;

/**
 * Removes runs that ended long ago, and before them what belongs to them: so many rows at a time, because of the latter a
 * run may have any number. What they did stays in the ledger.
 */
@Component
final class RunRemoval implements Removal {

    private static final OldRows ENDED = new OldRows("run", "run_id", "ended_at");

    private final JdbcClient jdbc;
    private final Retention retention;
    private final List<RunRemains> remains;
    private final InstantSource clock;

    RunRemoval(JdbcClient jdbc, Retention retention, List<RunRemains> remains, InstantSource clock) {
        this.jdbc = jdbc;
        this.retention = retention;
        this.remains = List.copyOf(remains);
        this.clock = clock;
    }

    @Override
    public String what() {
        return "runs";
    }

    @Override
    public int remove(int atMost) {
        List<String> runs = ENDED.lockOldest(jdbc, clock.instant().minus(retention.runs()), atMost);
        if (runs.isEmpty()) {
            return 0;
        }
        if (remains.stream().anyMatch(one -> one.remove(runs, atMost) == atMost)) {
            return atMost;
        }
        jdbc.sql("DELETE FROM run_total WHERE run_id IN (:runs)").param("runs", runs).update();
        ENDED.delete(jdbc, runs);
        return runs.size();
    }

    /** In a session that is over, nobody counts any more. */
    @EventListener
    void on(SessionsRemoved removed) {
        jdbc.sql("DELETE FROM agent_in_session WHERE sid IN (:sids)").param("sids", removed.sids()).update();
    }
}

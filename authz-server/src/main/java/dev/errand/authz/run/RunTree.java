package dev.errand.authz.run;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static dev.errand.authz.store.Columns.utc;

/** Which runs were opened from which. A child lives no longer than its parent. Reads only; thread-safe. */
@Component
public final class RunTree {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    RunTree(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether something can be drawn from each of these runs, as far as they know. */
    public boolean allLive(List<String> runIds) {
        return runIds.isEmpty() || jdbc.sql("""
                SELECT count(*) FROM run WHERE run_id IN (:runs) AND state = 'active' AND deadline > :now AND NOT %s
                """.formatted(RunCutoffs.ofTools("ceiling", "COALESCE(consented_at, opened_at)"))).param("runs", runIds)
                .param("now", utc(clock.instant())).query(Integer.class)
                .single() == runIds.size();
    }

    /** How many children of the run, whose row the caller has locked, live now. */
    public int countLiveChildren(String runId) {
        return jdbc.sql("""
                SELECT count(*) FROM run WHERE parent_run_id = :run AND state = 'active' AND deadline > :now
                """).param("run", runId).param("now", utc(clock.instant())).query(Integer.class)
                .single();
    }

    /** Whether one of these runs is bound to this key. */
    public boolean hasKey(List<String> runIds, String jkt) {
        return jdbc.sql("SELECT count(*) FROM run WHERE run_id IN (:runs) AND jkt = :jkt").param("runs", runIds)
                .param("jkt", jkt).query(Integer.class).single() > 0;
    }

    /** The children of the run, whatever became of them, in the order of their ids. */
    public List<String> children(String runId) {
        return children(List.of(runId));
    }

    /** The children of the run, their children and so on, parents first. */
    public List<String> descendants(String runId) {
        return below(runId, this::children);
    }

    /** Those of them from which something can be drawn; all of their ancestors below the run live too. */
    public List<String> liveDescendants(String runId) {
        return below(runId, this::liveChildren);
    }

    private static List<String> below(String runId, UnaryOperator<List<String>> next) {
        List<String> below = new ArrayList<>();
        for (List<String> generation = next.apply(List.of(runId)); !generation.isEmpty(); generation = next.apply(generation)) {
            below.addAll(generation);
        }
        return below;
    }

    private List<String> children(List<String> runIds) {
        return jdbc.sql("SELECT run_id FROM run WHERE parent_run_id IN (:runs) ORDER BY run_id").param("runs", runIds)
                .query(String.class).list();
    }

    private List<String> liveChildren(List<String> runIds) {
        return jdbc.sql("""
                SELECT run_id FROM run WHERE parent_run_id IN (:runs) AND state = 'active' AND deadline > :now
                 ORDER BY run_id
                """).param("runs", runIds).param("now", utc(clock.instant())).query(String.class).list();
    }
}

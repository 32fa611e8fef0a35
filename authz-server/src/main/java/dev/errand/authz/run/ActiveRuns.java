package dev.errand.authz.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static dev.errand.authz.store.Columns.text;
import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/** Which runs something can be drawn from, to count them and to go through them. Takes no locks. Thread-safe. */
@Component
public final class ActiveRuns {

    private static final int AT_ONCE = 500;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final JdbcClient jdbc;
    private final TermsJson json;
    private final InstantSource clock;

    ActiveRuns(JdbcClient jdbc, TermsJson json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** A run, and whether its ceiling holds a scope of the tool that was asked for. */
    public record Met(String runId, Instant openedAt, boolean reaches) {}

    /** How many there are, counted up to a bound. */
    public int count(int atMost) {
        return jdbc.sql("""
                SELECT count(*) FROM (SELECT 1 FROM run WHERE state = 'active' AND deadline > :now LIMIT :atMost) live
                """).param("now", utc(clock.instant())).param("atMost", atMost).query(Integer.class).single();
    }

    /** How many there are in the session. */
    public int countOfSession(String sid) {
        return jdbc.sql("SELECT count(*) FROM run WHERE sid = :sid AND state = 'active' AND deadline > :now")
                .param("sid", sid).param("now", utc(clock.instant())).query(Integer.class).single();
    }

    /** Those of these runs that are active. */
    public Set<String> among(Collection<String> runIds) {
        return runIds.stream().gather(Gatherers.windowFixed(AT_ONCE)).map(this::someAmong).flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    private List<String> someAmong(List<String> runIds) {
        return jdbc.sql("SELECT run_id FROM run WHERE state = 'active' AND run_id IN (:runs)").param("runs", runIds)
                .query(String.class).list();
    }

    /**
     * The newest runs that may have a scope of the tool in their ceiling, the newest first; each says whether it has.
     *
     * @param after the last run of the page before; empty for the first page
     */
    public List<Met> mentioning(String tool, Optional<Met> after, int limit) {
        return jdbc.sql("""
                SELECT run_id, opened_at, ceiling FROM run
                 WHERE state = 'active' AND deadline > :now AND opened_at <= :at
                   AND (opened_at < :at OR run_id < :run) AND ceiling LIKE :tool ESCAPE '!'
                 ORDER BY opened_at DESC, run_id DESC FETCH FIRST :limit ROWS ONLY
                """).param("now", utc(clock.instant())).param("at", utc(after.map(Met::openedAt).orElse(LAST)))
                .param("run", after.map(Met::runId).orElse("")).param("tool", "%" + escaped(tool) + "%")
                .param("limit", limit).query((row, _) -> met(row, tool)).list();
    }

    private static String escaped(String tool) {
        return tool.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private Met met(ResultSet row, String tool) throws SQLException {
        boolean reaches = json.ceiling(text(row, "ceiling")).stream()
                .anyMatch(entry -> entry.authority().tool().equals(tool));
        return new Met(text(row, "run_id"), time(row, "opened_at"), reaches);
    }
}

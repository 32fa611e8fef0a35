package dev.errand.authz.run.list;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.run.Budget;
import dev.errand.authz.run.BudgetLeft;
import dev.errand.authz.run.RunState;
import dev.errand.toolscope.Money;

import static dev.errand.authz.store.Columns.optionalTime;
import static dev.errand.authz.store.Columns.text;
import static dev.errand.authz.store.Columns.time;

/** Lists runs, newest first: two statements for a page, whatever its length, and whatever else there is. Thread-safe. */
@Component
public final class RunList {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    public RunList(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Total(String runId, String parameter, Money total, Money remaining) {}

    /**
     * The runs after a place.
     *
     * @param after the last one of the page before; null for the first page
     * @param limit how many at most
     */
    public List<ListedRun> newest(RunQuery query, @Nullable RunPlace after, int limit) {
        Instant now = clock.instant();
        RunListStatement statement = new RunListStatement(query, after, limit, now);
        return withTotals(jdbc.sql(statement.sql()).params(statement.parameters())
                .query((row, _) -> run(row, now)).list());
    }

    /** The run of this id. */
    public Optional<ListedRun> find(String runId) {
        Instant now = clock.instant();
        return withTotals(jdbc.sql(RunListStatement.COLUMNS + "run_id = :run").param("run", runId)
                .query((row, _) -> run(row, now)).list()).stream().findFirst();
    }

    private List<ListedRun> withTotals(List<ListedRun> runs) {
        if (runs.isEmpty()) {
            return runs;
        }
        Map<String, Map<String, Money>> whole = new HashMap<>();
        Map<String, Map<String, Money>> left = new HashMap<>();
        jdbc.sql("""
                SELECT run_id, parameter, currency, total, remaining FROM run_total WHERE run_id IN (:runs)
                """).param("runs", runs.stream().map(ListedRun::runId).toList()).query((row, _) -> total(row)).list()
                .forEach(total -> {
                    of(whole, total).put(total.parameter(), total.total());
                    of(left, total).put(total.parameter(), total.remaining());
                });
        return runs.stream().map(run -> with(run, whole.getOrDefault(run.runId(), Map.of()),
                left.getOrDefault(run.runId(), Map.of()))).toList();
    }

    private static Map<String, Money> of(Map<String, Map<String, Money>> byRun, Total total) {
        return byRun.computeIfAbsent(total.runId(), _ -> new HashMap<>());
    }

    private static ListedRun with(ListedRun run, Map<String, Money> whole, Map<String, Money> left) {
        return new ListedRun(run.runId(), run.sid(), run.subject(), run.clientId(), run.purpose(),
                new Budget(run.budget().maxCalls(), whole), new BudgetLeft(run.left().calls(), left), run.state(),
                run.endReason(), run.openedAt(), run.deadline(), run.endedAt());
    }

    private static ListedRun run(ResultSet row, Instant now) throws SQLException {
        RunState stored = RunState.of(text(row, "state"));
        Instant deadline = time(row, "deadline");
        boolean unswept = stored == RunState.ACTIVE && !now.isBefore(deadline);
        return new ListedRun(text(row, "run_id"), text(row, "sid"), text(row, "subject"),
                text(row, "client_id"), text(row, "purpose"), new Budget(row.getInt("max_calls"), Map.of()),
                new BudgetLeft(row.getInt("calls_left"), Map.of()), unswept ? RunState.EXPIRED : stored,
                unswept ? "deadline" : row.getString("end_reason"), time(row, "opened_at"), deadline,
                unswept ? deadline : optionalTime(row, "ended_at"));
    }

    private static Total total(ResultSet row) throws SQLException {
        String currency = text(row, "currency");
        return new Total(text(row, "run_id"), text(row, "parameter"), money(row, "total", currency),
                money(row, "remaining", currency));
    }

    private static Money money(ResultSet row, String column, String currency) throws SQLException {
        return new Money(Objects.requireNonNull(row.getBigDecimal(column), column), currency);
    }
}

package dev.errand.authz.run.list;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.run.RunState;

import static dev.errand.authz.store.Columns.utc;

/**
 * The one statement behind a list: a branch for each stored state, each of them read along an index no further than the
 * page goes, and merged. A run whose deadline passed is stored as active until the sweep comes by: those have a branch
 * of their own, read along the deadlines, and count as expired.
 *
 * <p>
 * What looks odd in it keeps H2 on the right index: a column inside an expression is not looked up by, a branch is
 * ordered by all columns of its index, also by those that are fixed in it, and also the first page has a bound. Runs past
 * their deadline are ordered by an expression, which keeps PostgreSQL from walking through all active ones to find none.
 */
final class RunListStatement {

    static final String COLUMNS = """
            SELECT run_id, sid, subject, client_id, purpose, max_calls, calls_left, state, end_reason, opened_at,
                   deadline, ended_at
              FROM run WHERE\s""";
    private static final String ORDER = "opened_at DESC, run_id DESC FETCH FIRST :limit ROWS ONLY";
    private static final RunPlace TOP = new RunPlace(Instant.parse("9999-12-31T00:00:00Z"), "");

    private final Map<String, Object> parameters = new HashMap<>();
    private final Map<String, String> filters = new LinkedHashMap<>();
    private final String sql;

    RunListStatement(RunQuery query, @Nullable RunPlace after, int limit, Instant now) {
        RunPlace place = after == null ? TOP : after;
        parameters.put("now", utc(now));
        parameters.put("limit", limit);
        parameters.put("openedAt", utc(place.openedAt()));
        parameters.put("runId", place.runId());
        filter("sid", query.session());
        filter("subject", query.subject());
        filter("client_id", query.agent());
        List<String> branches = branches(query.state()).toList();
        this.sql = branches.size() == 1
                ? branches.getFirst()
                : branches.stream().collect(Collectors.joining(") UNION ALL (", "(", ") ORDER BY " + ORDER));
    }

    String sql() {
        return sql;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    private void filter(String column, @Nullable String value) {
        if (value != null) {
            filters.put(column, ":" + column);
            parameters.put(column, value);
        }
    }

    private Stream<String> branches(@Nullable RunState state) {
        return switch (state) {
            case null -> Stream.of(running(), unswept(), stored(RunState.COMPLETED), stored(RunState.REVOKED),
                    stored(RunState.EXPIRED));
            case ACTIVE -> Stream.of(running());
            case EXPIRED -> Stream.of(unswept(), stored(RunState.EXPIRED));
            case COMPLETED, REVOKED -> Stream.of(stored(state));
        };
    }

    private String running() {
        return stored("'active' AND deadline + INTERVAL '0' SECOND > :now");
    }

    private String stored(RunState state) {
        return stored("'" + state.word() + "'");
    }

    private String stored(String state) {
        return COLUMNS + "state = " + state + filtered("") + after("opened_at") + " ORDER BY " + fixed() + "state, " + ORDER;
    }

    private String unswept() {
        return COLUMNS + "state = 'active' AND deadline <= :now" + filtered(" || ''")
                + after("opened_at + INTERVAL '0' SECOND") + " ORDER BY opened_at + INTERVAL '0' SECOND DESC, "
                + "run_id DESC FETCH FIRST :limit ROWS ONLY";
    }

    private String filtered(String disguise) {
        return filters.entrySet().stream()
                .map(filter -> " AND " + filter.getKey() + disguise + " = " + filter.getValue())
                .collect(Collectors.joining());
    }

    private static String after(String openedAt) {
        return " AND " + openedAt + " <= :openedAt AND (opened_at < :openedAt OR run_id < :runId)";
    }

    /** The columns before the state in the index that serves these filters; a session has few runs to look through. */
    private String fixed() {
        return filters.containsKey("sid")
                ? "sid, "
                : filters.keySet().stream().map(column -> column + ", ").collect(Collectors.joining());
    }
}

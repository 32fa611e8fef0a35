package dev.errand.authz.testing;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.jdbc.core.simple.JdbcClient;

/** How many rows of tables and indexes a query touches, as the database itself counts them. */
public final class ReadRows {

    private static final Pattern H2 = Pattern.compile("scanCount: (\\d+)");
    private static final Pattern POSTGRESQL = Pattern
            .compile("Scan.*actual time=\\S+ rows=(\\d+) loops=|Rows Removed by (?:Filter|Index Recheck): (\\d+)");

    private ReadRows() {}

    public static long of(TestDatabase database, JdbcClient jdbc, String sql, Map<String, Object> parameters) {
        return count(database, plan(jdbc, sql, parameters));
    }

    /** The plan with its counts, to be read by people. */
    public static String plan(JdbcClient jdbc, String sql, Map<String, Object> parameters) {
        List<String> lines = jdbc.sql("EXPLAIN ANALYZE " + sql).params(parameters).query(String.class).list();
        return String.join("\n", lines);
    }

    private static long count(TestDatabase database, String plan) {
        Matcher counts = (database == TestDatabase.H2 ? H2 : POSTGRESQL).matcher(plan);
        return counts.results().mapToLong(one -> Long.parseLong(one.group(1) != null ? one.group(1) : one.group(2))).sum();
    }
}

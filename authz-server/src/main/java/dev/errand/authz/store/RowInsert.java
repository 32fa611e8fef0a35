package dev.errand.authz.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Inserts rows into a table, many with each statement.
 *
 * @param table the table
 * @param columns the columns
 */
public record RowInsert(String table, List<String> columns) {

    private static final int AT_ONCE = 200;

    public RowInsert {
        columns = List.copyOf(columns);
    }

    /** The table with these columns. */
    public static RowInsert into(String table, String... columns) {
        return new RowInsert(table, List.of(columns));
    }

    /**
     * Inserts them, in the caller's transaction if there is one.
     *
     * @param rows each with a value for every column
     */
    public void insert(JdbcClient jdbc, List<List<@Nullable Object>> rows) {
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            insertSome(jdbc, rows.subList(from, Math.min(from + AT_ONCE, rows.size())));
        }
    }

    private void insertSome(JdbcClient jdbc, List<List<@Nullable Object>> rows) {
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach(values::addAll);
        jdbc.sql(statement(rows.size())).params(values).update();
    }

    private String statement(int rows) {
        String row = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES "
                + String.join(", ", Collections.nCopies(rows, row));
    }
}

package dev.errand.authz.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Gatherers;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Inserts rows into a table, many with each statement. Not a JDBC batch: to H2 that is a statement for each row, and the
 * time of an {@link EndingTransaction} is enough for the rows of a large ending only because 200 of them are one.
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
        rows.stream().gather(Gatherers.windowFixed(AT_ONCE)).forEach(some -> insertSome(jdbc, some));
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

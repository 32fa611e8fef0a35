package dev.errand.authz.retention;

import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.errand.authz.store.Columns.utc;

/**
 * The rows of a table by their age, along an index on the column that says it.
 *
 * @param table the table
 * @param key its primary key, of one column
 * @param time the column with the time that they are as old as; null in a row that does not age
 */
public record OldRows(String table, String key, String time) {

    /**
     * The statement that picks the oldest; parameters {@code since}, {@code before} and {@code most}. It locks nothing: H2
     * would read and lock every old row to return a few. And it has a lower bound, below which H2 may keep the rows that
     * do not age.
     */
    String statement() {
        return "SELECT " + key + " FROM " + table + " WHERE " + time + " > :since AND " + time + " < :before ORDER BY " + time
                + " FETCH FIRST :most ROWS ONLY";
    }

    /** The keys of the oldest from before this time. */
    public List<String> oldest(JdbcClient jdbc, Instant before, int atMost) {
        return jdbc.sql(statement()).param("since", utc(Instant.EPOCH)).param("before", utc(before)).param("most", atMost)
                .query(String.class).list();
    }

    /** The same, locked; those that somebody else has locked, or has just removed, are left out. */
    public List<String> lockOldest(JdbcClient jdbc, Instant before, int atMost) {
        List<String> keys = oldest(jdbc, before, atMost);
        return keys.isEmpty()
                ? keys
                : jdbc.sql("SELECT " + key + " FROM " + table + " WHERE " + key + " IN (:keys) AND " + time
                        + " < :before FOR UPDATE SKIP LOCKED").param("keys", keys).param("before", utc(before))
                        .query(String.class).list();
    }

    /** Deletes these. */
    public void delete(JdbcClient jdbc, List<String> keys) {
        if (!keys.isEmpty()) {
            jdbc.sql("DELETE FROM " + table + " WHERE " + key + " IN (:keys)").param("keys", keys).update();
        }
    }
}

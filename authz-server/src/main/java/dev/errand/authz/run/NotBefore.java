package dev.errand.authz.run;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table of instants, one for each agent or tool that was stopped: what is not younger counts no more.
 *
 * @param table the table
 * @param key the column that says who or what was stopped
 */
record NotBefore(String table, String key) {

    /** Stops it as of now, in the caller's transaction. */
    void declare(JdbcClient jdbc, String of, OffsetDateTime now) {
        if (!move(jdbc, of, now)) {
            jdbc.sql("INSERT INTO " + table + " (" + key + ", not_before) VALUES (:of, :now) ON CONFLICT DO NOTHING")
                    .param("of", of).param("now", now).update();
            move(jdbc, of, now);
        }
    }

    /** Never back. */
    private boolean move(JdbcClient jdbc, String of, OffsetDateTime now) {
        return jdbc.sql("UPDATE " + table + " SET not_before = greatest(not_before, :now) WHERE " + key + " = :of")
                .param("now", now).param("of", of).update() == 1;
    }

    /** As of when it was stopped last, if it was. */
    Optional<OffsetDateTime> of(JdbcClient jdbc, String of) {
        return jdbc.sql("SELECT not_before FROM " + table + " WHERE " + key + " = :of").param("of", of)
                .query(OffsetDateTime.class).optional();
    }

    /** Who or what was stopped. */
    List<String> all(JdbcClient jdbc) {
        return jdbc.sql("SELECT " + key + " FROM " + table + " ORDER BY " + key).query(String.class).list();
    }

    /** Forgets instants that nothing is older than. */
    void forget(JdbcClient jdbc, OffsetDateTime before) {
        jdbc.sql("DELETE FROM " + table + " WHERE not_before < :old").param("old", before).update();
    }
}

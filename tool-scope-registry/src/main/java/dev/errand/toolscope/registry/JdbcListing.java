package dev.errand.toolscope.registry;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.toolscope.Effect;

/** The columns that lists are read by, written from what the rows of an entry say. */
final class JdbcListing {

    private final JdbcClient jdbc;

    JdbcListing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The name as it is sorted: by its bytes. */
    static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    void list(EntryName name) {
        Listing listing = this.jdbc.sql("""
                SELECT v.kind, v.name, v.version, v.definition, e.current_version, e.active, l.last_version
                  FROM registry_entry e
                  JOIN (SELECT max(version) AS last_version
                          FROM registry_version
                         WHERE kind = :kind AND name = :name) l ON l.last_version > 0
                  JOIN registry_version v ON v.kind = e.kind AND v.name = e.name
                   AND v.version = CASE WHEN e.current_version > 0 THEN e.current_version ELSE l.last_version END
                 WHERE e.kind = :kind AND e.name = :name
                """).params(JdbcEntries.key(name)).query(JdbcListing::listing).single();
        this.jdbc.sql("""
                UPDATE registry_entry
                   SET sort_key = :sorted, listed_version = :version, last_version = :last, awaiting = :awaiting,
                       state = :state, tool = :tool, effect = :effect
                 WHERE kind = :kind AND name = :name
                """)
                .params(JdbcEntries.key(name))
                .param("sorted", key(name.name()))
                .param("version", listing.shown().version())
                .param("last", listing.last())
                .param("awaiting", listing.listed().draft().isPresent())
                .param("state", listing.state().word())
                .param("tool", listing.shown().tool().orElse(null))
                .param("effect", listing.effect().map(Effect::word).orElse(null))
                .update();
        if (name.kind() == EntryKind.SCOPE) {
            label(listing);
        }
    }

    private void label(Listing listing) {
        EntryName name = listing.shown().name();
        this.jdbc.sql("""
                DELETE FROM registry_label
                 WHERE kind = :kind AND name = :name
                """).params(JdbcEntries.key(name)).update();
        for (String label : listing.labels()) {
            this.jdbc.sql("""
                    INSERT INTO registry_label (kind, label, sort_key, name)
                    VALUES (:kind, :label, :sorted, :name)
                    """)
                    .params(JdbcEntries.key(name))
                    .param("label", label)
                    .param("sorted", key(name.name()))
                    .update();
        }
    }

    static Listing listing(ResultSet row, int number) throws SQLException {
        return new Listing(RegistryRows.entry(row, number), row.getInt("current_version"), row.getInt("last_version"),
                row.getBoolean("active"));
    }
}

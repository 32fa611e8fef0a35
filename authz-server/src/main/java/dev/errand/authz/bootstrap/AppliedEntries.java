package dev.errand.authz.bootstrap;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static dev.errand.authz.store.Columns.utc;

/** The table {@code set_up_entry}: what a set-up file said when it was last applied. */
@Component
final class AppliedEntries {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    AppliedEntries(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What an entry said, without saying it.
     *
     * @param digest of all but its password
     * @param passwordHash a digest of its password's hash, or a slow hash of its password; null if it has none
     */
    record Said(String digest, @Nullable String passwordHash) {}

    Map<FileEntry, Said> all() {
        Map<FileEntry, Said> said = new HashMap<>();
        jdbc.sql("SELECT kind, name, digest, password_hash FROM set_up_entry").query(row -> {
            said.put(new FileEntry(row.getString("kind"), row.getString("name")),
                    new Said(row.getString("digest"), row.getString("password_hash")));
        });
        return said;
    }

    /**
     * Keeps what the entry says now, in the transaction that applies it.
     *
     * @param before what it said when the caller looked; empty if it was not there
     * @return whether the caller is to apply it: of nodes that start together, one is
     */
    boolean claim(FileEntry entry, Optional<Said> before, Said now) {
        return before.map(seen -> update(entry, seen, now)).orElseGet(() -> insert(entry, now));
    }

    private boolean update(FileEntry entry, Said seen, Said now) {
        return jdbc.sql("""
                UPDATE set_up_entry SET digest = :digest, password_hash = :password, applied_at = :at
                 WHERE kind = :kind AND name = :name AND digest = :seen
                   AND password_hash IS NOT DISTINCT FROM :seenPassword
                """).param("digest", now.digest()).param("password", now.passwordHash())
                .param("at", utc(clock.instant())).param("kind", entry.kind()).param("name", entry.name())
                .param("seen", seen.digest()).param("seenPassword", seen.passwordHash()).update() == 1;
    }

    private boolean insert(FileEntry entry, Said now) {
        return jdbc.sql("""
                INSERT INTO set_up_entry (kind, name, digest, password_hash, applied_at)
                VALUES (:kind, :name, :digest, :password, :at) ON CONFLICT DO NOTHING
                """).param("kind", entry.kind()).param("name", entry.name()).param("digest", now.digest())
                .param("password", now.passwordHash()).param("at", utc(clock.instant())).update() == 1;
    }
}

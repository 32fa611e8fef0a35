package dev.errand.toolscope.registry;

import java.sql.DatabaseMetaData;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

import dev.errand.toolscope.ScopeName;

/**
 * What changes and those who give something out hold against each other until their transactions end. A change holds the
 * one row of {@code registry_state}. Against the others:
 *
 * <ul>
 * <li>On PostgreSQL they share the rows of the entries that they depend on ({@code FOR SHARE}), and a change takes the
 * rows that it is about to change for itself. Both take them in the order of kind and name, so that none waits in a
 * circle.
 * <li>H2 knows no shared row locks. There is a gate of 32 rows: they hold one of them, chosen by their thread, and a
 * change all. So they wait for each other only where two threads fall upon the same row, and for every change of the
 * registry, whichever entry it is about.
 * </ul>
 */
abstract class RegistryLocks {

    final JdbcClient jdbc;

    RegistryLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static RegistryLocks of(DataSource dataSource, JdbcClient jdbc) {
        try {
            String product = JdbcUtils.extractDatabaseMetaData(dataSource, DatabaseMetaData::getDatabaseProductName);
            return "H2".equals(product) ? new Gate(jdbc) : new SharedRows(jdbc);
        } catch (MetaDataAccessException e) {
            throw new IllegalStateException("The database does not say what it is", e);
        }
    }

    final void lockForChange() {
        this.jdbc.sql("""
                SELECT revision
                  FROM registry_state
                 WHERE id = 1
                   FOR UPDATE
                """).query(Long.class).single();
    }

    abstract void hold(Set<ScopeName> scopes);

    abstract void close(Collection<EntryName> entries);

    private static final class SharedRows extends RegistryLocks {

        SharedRows(JdbcClient jdbc) {
            super(jdbc);
        }

        @Override
        void hold(Set<ScopeName> scopes) {
            this.jdbc.sql("""
                    SELECT name
                      FROM registry_entry
                     WHERE (kind = 'scope' AND name IN (:names)) OR active_set = :set
                     ORDER BY kind, name
                       FOR SHARE
                    """)
                    .param("names", scopes.stream().map(ScopeName::value).toList())
                    .param("set", RegistryRows.set(new TreeSet<>(scopes)))
                    .query(String.class)
                    .list();
        }

        @Override
        void close(Collection<EntryName> entries) {
            this.jdbc.sql("""
                    SELECT name
                      FROM registry_entry
                     WHERE kind || ' ' || name IN (:names)
                     ORDER BY kind, name
                       FOR UPDATE
                    """).param("names", entries.stream().map(EntryName::toString).toList()).query(String.class).list();
        }
    }

    private static final class Gate extends RegistryLocks {

        private static final int SLOTS = 32;

        Gate(JdbcClient jdbc) {
            super(jdbc);
        }

        @Override
        void hold(Set<ScopeName> scopes) {
            this.jdbc.sql("""
                    SELECT slot
                      FROM registry_gate
                     WHERE slot = :slot
                       FOR UPDATE
                    """).param("slot", Thread.currentThread().threadId() % SLOTS).query(Integer.class).single();
        }

        @Override
        void close(Collection<EntryName> entries) {
            this.jdbc.sql("""
                    SELECT slot
                      FROM registry_gate
                     ORDER BY slot
                       FOR UPDATE
                    """).query(Integer.class).list();
        }
    }
}

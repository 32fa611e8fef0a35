package dev.errand.toolscope.registry;

import java.sql.DatabaseMetaData;
import java.util.Collection;
import java.util.Optional;
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
 * <li>On PostgreSQL there is an advisory lock for each scope and each composed set of scopes. They share those that they
 * depend on, and a change takes those of the entries that it is about for itself, all in the order of their names, so
 * that none waits in a circle. Not {@code SELECT … FOR SHARE}: that lets who shares a row pass who waits to change it, so
 * that a scope in constant use could never be retired; and it writes to the row.
 * <li>H2 has no locks that are shared. There is a gate of 8 rows: they hold one of them, chosen by their thread, and a
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
            return "H2".equals(product) ? new Gate(jdbc) : new Advisory(jdbc);
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

    private static final class Advisory extends RegistryLocks {

        /** Keeps these locks apart from those of others in the same database. */
        private static final long SEED = 0x6572_7261_6e64_0001L;

        Advisory(JdbcClient jdbc) {
            super(jdbc);
        }

        @Override
        void hold(Set<ScopeName> scopes) {
            Set<String> names = new TreeSet<>(Set.of(RegistryRows.set(new TreeSet<>(scopes))));
            scopes.forEach(scope -> names.add(scope.value()));
            lock("pg_advisory_xact_lock_shared", names);
        }

        @Override
        void close(Collection<EntryName> entries) {
            Set<String> names = new TreeSet<>();
            for (EntryName entry : entries) {
                switch (entry.kind()) {
                    case SCOPE -> names.add(entry.name());
                    case COMPOSITION -> activeSet(entry).ifPresent(names::add);
                    case TOOL, NEVER_TOGETHER -> {}
                }
            }
            lock("pg_advisory_xact_lock", names);
        }

        private Optional<String> activeSet(EntryName composition) {
            return this.jdbc.sql("""
                    SELECT active_set
                      FROM registry_entry
                     WHERE kind = :kind AND name = :name AND active
                    """).params(JdbcEntries.key(composition)).query(String.class).optional();
        }

        private void lock(String function, Set<String> sorted) {
            for (String name : sorted) {
                this.jdbc.sql("SELECT " + function + "(hashtextextended(:name, " + SEED + "))")
                        .param("name", name)
                        .query((row, number) -> true)
                        .single();
            }
        }
    }

    private static final class Gate extends RegistryLocks {

        private static final int SLOTS = 8;

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

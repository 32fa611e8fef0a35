package dev.errand.toolscope.registry;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings a database's registry tables up to date. They have a Flyway history of their own, so that they can be added to
 * a schema that others migrate too. Safe to run on several nodes at once.
 */
public final class RegistryMigrations {

    private static final String HISTORY = "errand_toolscope_registry_history";

    private RegistryMigrations() {}

    /** Migrates what has no history yet from its beginning. */
    static FluentConfiguration configuration(DataSource dataSource) {
        return Flyway.configure(RegistryMigrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/toolscope/registry")
                .javaMigrations(new ListedByColumns())
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0");
    }

    public static void migrate(DataSource dataSource) {
        configuration(dataSource).load().migrate();
    }
}

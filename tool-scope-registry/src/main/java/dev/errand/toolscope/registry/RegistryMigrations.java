package dev.errand.toolscope.registry;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

/**
 * Brings a database's registry tables up to date. They have a Flyway history of their own, so that they can be added to
 * a schema that others migrate too. Safe to run on several nodes at once.
 */
public final class RegistryMigrations {

    private static final String HISTORY = "errand_toolscope_registry_history";

    private RegistryMigrations() {}

    public static void migrate(DataSource dataSource) {
        Flyway.configure(RegistryMigrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/toolscope/registry")
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}

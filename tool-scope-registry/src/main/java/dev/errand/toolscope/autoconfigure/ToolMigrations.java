package dev.errand.toolscope.autoconfigure;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

/**
 * Creates and updates the tables that a tool needs ({@code db/toolscope/use} and {@code db/toolscope/report}) under a
 * history table of their own, so that they live beside the tool's own migrations. Never a {@link Flyway} bean, which
 * would switch those off. The files are plain SQL for tools that migrate by other means.
 */
public final class ToolMigrations {

    private static final String HISTORY = "errand_toolscope_history";

    private ToolMigrations() {}

    /**
     * Brings the tables up to date; safe to call at every start and on several nodes at once.
     *
     * @throws org.flywaydb.core.api.FlywayException if a migration fails or was changed after it ran
     */
    public static void migrate(DataSource dataSource) {
        Flyway.configure(ToolMigrations.class.getClassLoader()).dataSource(dataSource)
                .locations("classpath:db/toolscope/use", "classpath:db/toolscope/report").table(HISTORY)
                .baselineOnMigrate(true).baselineVersion("0").load().migrate();
    }
}

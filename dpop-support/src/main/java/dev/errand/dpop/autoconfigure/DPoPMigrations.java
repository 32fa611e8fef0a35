package dev.errand.dpop.autoconfigure;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

/**
 * Creates and updates this library's tables ({@code db/dpop/firstuse}) under a history table of its own, so that they
 * live beside the host's own migrations. Never a {@link Flyway} bean, which would switch those off. The files are plain
 * SQL for hosts that migrate by other means.
 */
public final class DPoPMigrations {

    private static final String HISTORY = "errand_dpop_history";
    private static final String LOCATION = "classpath:db/dpop/firstuse";

    private DPoPMigrations() {}

    /**
     * Brings the tables up to date; safe to call at every start and on several nodes at once.
     *
     * @throws org.flywaydb.core.api.FlywayException if a migration fails or was changed after it ran
     */
    public static void migrate(DataSource dataSource) {
        Flyway.configure(DPoPMigrations.class.getClassLoader()).dataSource(dataSource).locations(LOCATION)
                .table(HISTORY).baselineOnMigrate(true).baselineVersion("0").load().migrate();
    }
}

package dev.errand.authz.outage;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dev.errand.authz.testing.TestDatabase;

/** The steps are the same as on H2; with {@code -Pfull} both are taken. */
@EnabledIfSystemProperty(named = "errand.full", matches = "true", disabledReason = "runs with -Pfull")
class IssuanceCrashOnPostgreSqlTest extends IssuanceCrashContract {

    IssuanceCrashOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

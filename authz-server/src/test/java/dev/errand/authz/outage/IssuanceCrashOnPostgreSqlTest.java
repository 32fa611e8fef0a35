package dev.errand.authz.outage;

import dev.errand.authz.testing.TestDatabase;

class IssuanceCrashOnPostgreSqlTest extends IssuanceCrashContract {

    IssuanceCrashOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

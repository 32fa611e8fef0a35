package dev.errand.authz.run;

import dev.errand.authz.testing.TestDatabase;

class RunsOnPostgreSqlTest extends RunsContract {

    RunsOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

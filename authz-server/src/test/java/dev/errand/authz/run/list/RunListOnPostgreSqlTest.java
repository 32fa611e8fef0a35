package dev.errand.authz.run.list;

import dev.errand.authz.testing.TestDatabase;

class RunListOnPostgreSqlTest extends RunListContract {

    RunListOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

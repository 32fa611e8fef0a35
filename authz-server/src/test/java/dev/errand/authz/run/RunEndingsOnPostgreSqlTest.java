package dev.errand.authz.run;

import dev.errand.authz.testing.TestDatabase;

class RunEndingsOnPostgreSqlTest extends RunEndingsContract {

    RunEndingsOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

package dev.errand.authz.attack;

import dev.errand.authz.testing.TestDatabase;

class RefreshRepeatOnPostgreSqlTest extends RefreshRepeatContract {

    RefreshRepeatOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

package dev.errand.authz.user.login;

import dev.errand.authz.testing.TestDatabase;

class LoginsOnPostgreSqlTest extends LoginsContract {

    LoginsOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

package dev.errand.authz.user;

import dev.errand.authz.testing.TestDatabase;

class UsersOnPostgreSqlTest extends UsersContract {

    UsersOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

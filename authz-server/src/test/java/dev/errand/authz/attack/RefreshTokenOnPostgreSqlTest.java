package dev.errand.authz.attack;

import dev.errand.authz.testing.TestDatabase;

class RefreshTokenOnPostgreSqlTest extends RefreshTokenContract {

    RefreshTokenOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

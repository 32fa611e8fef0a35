package dev.errand.authz.http;

import dev.errand.authz.testing.TestDatabase;

class RefreshTokenOnPostgreSqlTest extends RefreshTokenContract {

    RefreshTokenOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

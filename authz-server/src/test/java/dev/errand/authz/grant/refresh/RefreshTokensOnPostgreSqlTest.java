package dev.errand.authz.grant.refresh;

import dev.errand.authz.testing.TestDatabase;

class RefreshTokensOnPostgreSqlTest extends RefreshTokensContract {

    RefreshTokensOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

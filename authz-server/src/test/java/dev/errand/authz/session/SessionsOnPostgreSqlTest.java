package dev.errand.authz.session;

import dev.errand.authz.testing.TestDatabase;

class SessionsOnPostgreSqlTest extends SessionsContract {

    SessionsOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

package dev.errand.authz.session.list;

import dev.errand.authz.testing.TestDatabase;

class SessionListOnPostgreSqlTest extends SessionListContract {

    SessionListOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

package dev.errand.authz.authorize;

import dev.errand.authz.testing.TestDatabase;

class ConsentsOnPostgreSqlTest extends ConsentsContract {

    ConsentsOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

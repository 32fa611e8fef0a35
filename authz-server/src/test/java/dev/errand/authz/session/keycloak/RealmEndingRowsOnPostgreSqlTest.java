package dev.errand.authz.session.keycloak;

import dev.errand.authz.testing.TestDatabase;

class RealmEndingRowsOnPostgreSqlTest extends RealmEndingRowsContract {

    RealmEndingRowsOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

package dev.errand.authz.session.keycloak;

import dev.errand.authz.testing.TestDatabase;

class RealmEndingRowsOnH2Test extends RealmEndingRowsContract {

    RealmEndingRowsOnH2Test() {
        super(TestDatabase.H2);
    }
}

package dev.errand.authz.ending.caep;

import dev.errand.authz.testing.TestDatabase;

class DeliveryRowsOnPostgreSqlTest extends DeliveryRowsContract {

    DeliveryRowsOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

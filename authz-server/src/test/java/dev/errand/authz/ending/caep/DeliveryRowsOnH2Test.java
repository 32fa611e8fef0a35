package dev.errand.authz.ending.caep;

import dev.errand.authz.testing.TestDatabase;

class DeliveryRowsOnH2Test extends DeliveryRowsContract {

    DeliveryRowsOnH2Test() {
        super(TestDatabase.H2);
    }
}

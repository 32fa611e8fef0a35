package dev.errand.authz.authorize;

import dev.errand.authz.testing.TestDatabase;

class ConsentsOnH2Test extends ConsentsContract {

    ConsentsOnH2Test() {
        super(TestDatabase.H2);
    }
}

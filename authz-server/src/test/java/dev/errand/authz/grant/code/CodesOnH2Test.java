package dev.errand.authz.grant.code;

import dev.errand.authz.testing.TestDatabase;

class CodesOnH2Test extends CodesContract {

    CodesOnH2Test() {
        super(TestDatabase.H2);
    }
}

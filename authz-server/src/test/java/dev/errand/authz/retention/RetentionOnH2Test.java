package dev.errand.authz.retention;

import dev.errand.authz.testing.TestDatabase;

class RetentionOnH2Test extends RetentionContract {

    RetentionOnH2Test() {
        super(TestDatabase.H2);
    }
}

package dev.errand.authz.ending;

import dev.errand.authz.testing.TestDatabase;

class LargeEndingOnH2Test extends LargeEndingContract {

    LargeEndingOnH2Test() {
        super(TestDatabase.H2);
    }
}

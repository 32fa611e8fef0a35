package dev.errand.authz.run;

import dev.errand.authz.testing.TestDatabase;

class RunEndingsOnH2Test extends RunEndingsContract {

    RunEndingsOnH2Test() {
        super(TestDatabase.H2);
    }
}

package dev.errand.authz.run.list;

import dev.errand.authz.testing.TestDatabase;

class RunListOnH2Test extends RunListContract {

    RunListOnH2Test() {
        super(TestDatabase.H2);
    }
}

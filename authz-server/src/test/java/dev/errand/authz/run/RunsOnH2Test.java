package dev.errand.authz.run;

import dev.errand.authz.testing.TestDatabase;

class RunsOnH2Test extends RunsContract {

    RunsOnH2Test() {
        super(TestDatabase.H2);
    }
}

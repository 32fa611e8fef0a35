package dev.errand.authz.outage;

import dev.errand.authz.testing.TestDatabase;

class IssuanceCrashOnH2Test extends IssuanceCrashContract {

    IssuanceCrashOnH2Test() {
        super(TestDatabase.H2);
    }
}

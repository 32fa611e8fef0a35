package dev.errand.authz.attack;

import dev.errand.authz.testing.TestDatabase;

class RefreshRepeatOnH2Test extends RefreshRepeatContract {

    RefreshRepeatOnH2Test() {
        super(TestDatabase.H2);
    }
}

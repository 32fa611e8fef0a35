package dev.errand.authz.attack;

import dev.errand.authz.testing.TestDatabase;

class RefreshTokenOnH2Test extends RefreshTokenContract {

    RefreshTokenOnH2Test() {
        super(TestDatabase.H2);
    }
}

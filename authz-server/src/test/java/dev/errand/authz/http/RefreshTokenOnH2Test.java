package dev.errand.authz.http;

import dev.errand.authz.testing.TestDatabase;

class RefreshTokenOnH2Test extends RefreshTokenContract {

    RefreshTokenOnH2Test() {
        super(TestDatabase.H2);
    }
}

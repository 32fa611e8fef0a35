package dev.errand.authz.grant.refresh;

import dev.errand.authz.testing.TestDatabase;

class RefreshTokensOnH2Test extends RefreshTokensContract {

    RefreshTokensOnH2Test() {
        super(TestDatabase.H2);
    }
}

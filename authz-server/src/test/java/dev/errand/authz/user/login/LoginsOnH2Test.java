package dev.errand.authz.user.login;

import dev.errand.authz.testing.TestDatabase;

class LoginsOnH2Test extends LoginsContract {

    LoginsOnH2Test() {
        super(TestDatabase.H2);
    }
}

package dev.errand.authz.session;

import dev.errand.authz.testing.TestDatabase;

class SessionsOnH2Test extends SessionsContract {

    SessionsOnH2Test() {
        super(TestDatabase.H2);
    }
}

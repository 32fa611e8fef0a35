package dev.errand.authz.session.list;

import dev.errand.authz.testing.TestDatabase;

class SessionListOnH2Test extends SessionListContract {

    SessionListOnH2Test() {
        super(TestDatabase.H2);
    }
}

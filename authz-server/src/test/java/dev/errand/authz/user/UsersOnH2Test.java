package dev.errand.authz.user;

import dev.errand.authz.testing.TestDatabase;

class UsersOnH2Test extends UsersContract {

    UsersOnH2Test() {
        super(TestDatabase.H2);
    }
}

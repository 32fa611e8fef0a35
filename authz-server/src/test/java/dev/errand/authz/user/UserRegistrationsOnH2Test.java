package dev.errand.authz.user;

import dev.errand.authz.testing.TestDatabase;

class UserRegistrationsOnH2Test extends UserRegistrationsContract {

    UserRegistrationsOnH2Test() {
        super(TestDatabase.H2);
    }

    @Override
    String wholeTable() {
        return "tablescan";
    }

    @Override
    String analyze() {
        return "analyze table user_account";
    }
}

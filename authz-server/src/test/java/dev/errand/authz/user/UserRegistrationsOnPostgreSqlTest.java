package dev.errand.authz.user;

import dev.errand.authz.testing.TestDatabase;

class UserRegistrationsOnPostgreSqlTest extends UserRegistrationsContract {

    UserRegistrationsOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }

    @Override
    String wholeTable() {
        return "seq scan";
    }

    @Override
    String analyze() {
        return "analyze user_account";
    }
}

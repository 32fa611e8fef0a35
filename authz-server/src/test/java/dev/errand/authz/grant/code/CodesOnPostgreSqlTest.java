package dev.errand.authz.grant.code;

import dev.errand.authz.testing.TestDatabase;

class CodesOnPostgreSqlTest extends CodesContract {

    CodesOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

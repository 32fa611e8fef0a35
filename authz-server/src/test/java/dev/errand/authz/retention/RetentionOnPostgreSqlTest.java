package dev.errand.authz.retention;

import dev.errand.authz.testing.TestDatabase;

class RetentionOnPostgreSqlTest extends RetentionContract {

    RetentionOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

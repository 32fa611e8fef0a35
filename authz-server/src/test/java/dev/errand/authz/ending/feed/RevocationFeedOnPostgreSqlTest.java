package dev.errand.authz.ending.feed;

import dev.errand.authz.testing.TestDatabase;

class RevocationFeedOnPostgreSqlTest extends RevocationFeedContract {

    RevocationFeedOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

package dev.errand.authz.ending;

import dev.errand.authz.testing.TestDatabase;

class LargeEndingOnPostgreSqlTest extends LargeEndingContract {

    LargeEndingOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

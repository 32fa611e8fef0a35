package dev.errand.authz.session.upstream;

import dev.errand.authz.testing.TestDatabase;

class UpstreamSessionsOnPostgreSqlTest extends UpstreamSessionsContract {

    UpstreamSessionsOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

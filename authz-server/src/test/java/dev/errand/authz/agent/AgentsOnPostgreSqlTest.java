package dev.errand.authz.agent;

import dev.errand.authz.testing.TestDatabase;

class AgentsOnPostgreSqlTest extends AgentsContract {

    AgentsOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

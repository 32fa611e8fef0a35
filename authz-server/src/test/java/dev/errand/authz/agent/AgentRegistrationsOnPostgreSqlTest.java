package dev.errand.authz.agent;

import dev.errand.authz.testing.TestDatabase;

class AgentRegistrationsOnPostgreSqlTest extends AgentRegistrationsContract {

    AgentRegistrationsOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }

    @Override
    String wholeTable() {
        return "seq scan";
    }

    @Override
    String analyze() {
        return "analyze agent";
    }
}

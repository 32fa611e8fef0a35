package dev.errand.authz.agent;

import dev.errand.authz.testing.TestDatabase;

class AgentsOnH2Test extends AgentsContract {

    AgentsOnH2Test() {
        super(TestDatabase.H2);
    }
}

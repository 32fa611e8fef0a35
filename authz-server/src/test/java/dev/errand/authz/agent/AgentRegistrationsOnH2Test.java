package dev.errand.authz.agent;

import dev.errand.authz.testing.TestDatabase;

class AgentRegistrationsOnH2Test extends AgentRegistrationsContract {

    AgentRegistrationsOnH2Test() {
        super(TestDatabase.H2);
    }

    @Override
    String wholeTable() {
        return "tablescan";
    }

    @Override
    String analyze() {
        return "analyze table agent";
    }
}

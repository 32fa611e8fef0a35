package dev.errand.authz.ledger.search;

import dev.errand.authz.testing.TestDatabase;

class LedgerPlanOnH2Test extends LedgerPlanContract {

    LedgerPlanOnH2Test() {
        super(TestDatabase.H2);
    }
}

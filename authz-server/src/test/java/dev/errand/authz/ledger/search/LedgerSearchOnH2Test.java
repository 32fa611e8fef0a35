package dev.errand.authz.ledger.search;

import dev.errand.authz.testing.TestDatabase;

class LedgerSearchOnH2Test extends LedgerSearchContract {

    LedgerSearchOnH2Test() {
        super(TestDatabase.H2);
    }
}

package dev.errand.authz.ledger;

import dev.errand.authz.testing.TestDatabase;

class LedgerOnH2Test extends LedgerContract {

    LedgerOnH2Test() {
        super(TestDatabase.H2);
    }
}

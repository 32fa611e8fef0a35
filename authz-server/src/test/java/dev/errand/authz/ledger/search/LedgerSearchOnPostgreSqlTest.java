package dev.errand.authz.ledger.search;

import dev.errand.authz.testing.TestDatabase;

class LedgerSearchOnPostgreSqlTest extends LedgerSearchContract {

    LedgerSearchOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

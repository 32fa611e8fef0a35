package dev.errand.authz.ledger.search;

import dev.errand.authz.testing.TestDatabase;

class LedgerPlanOnPostgreSqlTest extends LedgerPlanContract {

    LedgerPlanOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

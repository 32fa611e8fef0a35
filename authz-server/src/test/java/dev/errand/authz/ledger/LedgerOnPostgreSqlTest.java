package dev.errand.authz.ledger;

import dev.errand.authz.testing.TestDatabase;

class LedgerOnPostgreSqlTest extends LedgerContract {

    LedgerOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

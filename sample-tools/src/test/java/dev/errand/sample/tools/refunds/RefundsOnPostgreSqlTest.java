package dev.errand.sample.tools.refunds;

class RefundsOnPostgreSqlTest extends RefundsContract {

    RefundsOnPostgreSqlTest() {
        super(ToolDatabase.POSTGRESQL);
    }
}

package dev.errand.toolscope.report;

import dev.errand.toolscope.testing.TestDatabase;

class PostgreSqlCallOutboxTest extends CallOutboxContract {

    PostgreSqlCallOutboxTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

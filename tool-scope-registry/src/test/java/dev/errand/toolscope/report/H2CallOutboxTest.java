package dev.errand.toolscope.report;

import dev.errand.toolscope.testing.TestDatabase;

class H2CallOutboxTest extends CallOutboxContract {

    H2CallOutboxTest() {
        super(TestDatabase.H2);
    }
}

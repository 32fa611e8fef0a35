package dev.errand.toolscope.registry;

import dev.errand.toolscope.testing.TestDatabase;

class PostgreSqlRetirementRaceTest extends RetirementRaceContract {

    PostgreSqlRetirementRaceTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

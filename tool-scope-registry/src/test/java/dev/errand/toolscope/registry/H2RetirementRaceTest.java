package dev.errand.toolscope.registry;

import dev.errand.toolscope.testing.TestDatabase;

class H2RetirementRaceTest extends RetirementRaceContract {

    H2RetirementRaceTest() {
        super(TestDatabase.H2);
    }
}

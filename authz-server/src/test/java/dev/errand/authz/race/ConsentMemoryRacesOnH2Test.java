package dev.errand.authz.race;

import dev.errand.authz.testing.TestDatabase;

class ConsentMemoryRacesOnH2Test extends ConsentMemoryRaceContract {

    ConsentMemoryRacesOnH2Test() {
        super(TestDatabase.H2);
    }
}

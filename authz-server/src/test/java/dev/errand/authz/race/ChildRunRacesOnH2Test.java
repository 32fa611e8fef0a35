package dev.errand.authz.race;

import dev.errand.authz.testing.TestDatabase;

class ChildRunRacesOnH2Test extends ChildRunRaceContract {

    ChildRunRacesOnH2Test() {
        super(TestDatabase.H2);
    }
}

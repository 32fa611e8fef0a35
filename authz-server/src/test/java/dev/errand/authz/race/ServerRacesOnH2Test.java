package dev.errand.authz.race;

import dev.errand.authz.testing.TestDatabase;

class ServerRacesOnH2Test extends EndingRaceContract {

    ServerRacesOnH2Test() {
        super(TestDatabase.H2);
    }
}

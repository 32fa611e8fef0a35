package dev.errand.authz.race;

import dev.errand.authz.testing.TestDatabase;

class ServerRacesOnPostgreSqlTest extends EndingRaceContract {

    ServerRacesOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

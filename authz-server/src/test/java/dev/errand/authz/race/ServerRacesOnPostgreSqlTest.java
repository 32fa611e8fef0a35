package dev.errand.authz.race;

import dev.errand.authz.testing.TestDatabase;

class ServerRacesOnPostgreSqlTest extends ServerRaceContract {

    ServerRacesOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

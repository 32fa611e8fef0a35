package dev.errand.authz.race;

import dev.errand.authz.testing.TestDatabase;

class ConsentMemoryRacesOnPostgreSqlTest extends ConsentMemoryRaceContract {

    ConsentMemoryRacesOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

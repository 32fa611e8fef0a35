package dev.errand.authz.race;

import dev.errand.authz.testing.TestDatabase;

class ChildRunRacesOnPostgreSqlTest extends ChildRunRaceContract {

    ChildRunRacesOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

package dev.errand.authz.admin.run.radius;

import dev.errand.authz.testing.TestDatabase;

class BlastRadiusSnapshotOnPostgreSqlTest extends BlastRadiusSnapshotContract {

    BlastRadiusSnapshotOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

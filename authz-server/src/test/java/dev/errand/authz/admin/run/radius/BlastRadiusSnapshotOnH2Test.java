package dev.errand.authz.admin.run.radius;

import dev.errand.authz.testing.TestDatabase;

class BlastRadiusSnapshotOnH2Test extends BlastRadiusSnapshotContract {

    BlastRadiusSnapshotOnH2Test() {
        super(TestDatabase.H2);
    }
}

package dev.errand.authz.admin.usage;

import dev.errand.authz.testing.TestDatabase;

class UsageReportOnH2Test extends UsageReportContract {

    UsageReportOnH2Test() {
        super(TestDatabase.H2);
    }
}

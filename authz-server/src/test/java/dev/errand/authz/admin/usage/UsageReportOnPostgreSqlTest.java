package dev.errand.authz.admin.usage;

import dev.errand.authz.testing.TestDatabase;

class UsageReportOnPostgreSqlTest extends UsageReportContract {

    UsageReportOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

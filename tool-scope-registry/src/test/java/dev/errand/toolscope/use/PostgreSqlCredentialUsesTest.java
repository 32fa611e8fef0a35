package dev.errand.toolscope.use;

import dev.errand.toolscope.testing.TestDatabase;

class PostgreSqlCredentialUsesTest extends JdbcCredentialUsesContract {

    PostgreSqlCredentialUsesTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

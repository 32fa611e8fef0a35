package dev.errand.toolscope.registry;

import dev.errand.toolscope.testing.TestDatabase;

class PostgreSqlRegistryTest extends JdbcRegistryContract {

    PostgreSqlRegistryTest() {
        super(TestDatabase.POSTGRESQL);
    }
}

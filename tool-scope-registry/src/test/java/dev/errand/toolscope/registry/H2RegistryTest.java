package dev.errand.toolscope.registry;

import dev.errand.toolscope.testing.TestDatabase;

class H2RegistryTest extends JdbcRegistryContract {

    H2RegistryTest() {
        super(TestDatabase.H2);
    }
}

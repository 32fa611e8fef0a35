package dev.errand.toolscope.use;

import dev.errand.toolscope.testing.TestDatabase;

class H2CredentialUsesTest extends JdbcCredentialUsesContract {

    H2CredentialUsesTest() {
        super(TestDatabase.H2);
    }
}

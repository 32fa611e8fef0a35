package dev.errand.authz.ending.feed;

import dev.errand.authz.testing.TestDatabase;

class RevocationFeedOnH2Test extends RevocationFeedContract {

    RevocationFeedOnH2Test() {
        super(TestDatabase.H2);
    }
}

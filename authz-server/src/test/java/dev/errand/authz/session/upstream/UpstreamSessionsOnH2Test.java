package dev.errand.authz.session.upstream;

import dev.errand.authz.testing.TestDatabase;

class UpstreamSessionsOnH2Test extends UpstreamSessionsContract {

    UpstreamSessionsOnH2Test() {
        super(TestDatabase.H2);
    }
}

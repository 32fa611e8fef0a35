package dev.errand.authz.grant.code;

import dev.errand.authz.run.WiredRuns;
import dev.errand.authz.secret.FreshSecrets;
import dev.errand.authz.testing.Leaves;

/** Authorization codes, wired by hand over one node. */
public final class WiredCodes {

    private WiredCodes() {}

    public static Codes of(Leaves leaves) {
        return new Codes(leaves.jdbc, WiredRuns.JSON, FreshSecrets.make(), leaves.clock);
    }
}

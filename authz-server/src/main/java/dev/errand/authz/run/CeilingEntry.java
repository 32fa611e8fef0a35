package dev.errand.authz.run;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Coverage;

/**
 * One element of a run's ceiling: what the user allowed of one tool scope, and the version of the scope that the user
 * saw.
 *
 * @param authority what was allowed, already inside the registered scope
 * @param pinnedVersion the scope's version at consent
 */
public record CeilingEntry(Authority authority, int pinnedVersion) {

    /** Whether the other one is of the same version and allows no call that this does not. */
    boolean covers(CeilingEntry other) {
        return pinnedVersion == other.pinnedVersion && authority.covers(other.authority) instanceof Coverage.Covered;
    }
}

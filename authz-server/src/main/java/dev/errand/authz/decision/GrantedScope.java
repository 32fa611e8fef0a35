package dev.errand.authz.decision;

import dev.errand.toolscope.Authority;

/**
 * One scope of a permit.
 *
 * @param authority exactly what the call may do; its tool is the token's audience
 * @param pinnedVersion the scope's version that the user consented to
 * @param activeVersion the scope's version now
 */
public record GrantedScope(Authority authority, int pinnedVersion, int activeVersion) {

    /** The scope's name. */
    public String name() {
        return authority.scope().value();
    }
}

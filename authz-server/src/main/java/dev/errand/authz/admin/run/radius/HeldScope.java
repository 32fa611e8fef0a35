package dev.errand.authz.admin.run.radius;

import java.util.Optional;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Effect;

/**
 * A scope in somebody's hands.
 *
 * @param authority which calls it allows
 * @param version the version of the scope that says what they do
 * @param effect what they do to the world; empty if the registry does not know that version
 */
public record HeldScope(Authority authority, int version, Optional<Effect> effect) {

    /** The scope's name. */
    public String name() {
        return authority.scope().value();
    }

    /** What one call may move. */
    public Amounts ofOneCall() {
        return Amounts.ofOneCall(authority);
    }
}

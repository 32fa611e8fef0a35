package dev.errand.authz.session;

import dev.errand.authz.testing.Leaves;
import dev.errand.authz.user.UserDisabled;

/** Tells sessions of what happened, as the container does in the server. */
public final class SessionListener {

    private SessionListener() {}

    public static void tell(Leaves node, UserDisabled disabled) {
        node.sessions.on(disabled);
    }
}

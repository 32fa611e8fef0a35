package dev.errand.authz.run;

import dev.errand.authz.session.UserSession;

/** Whether the ground that a run stands on (session, user, agent, the run itself) still holds. */
public sealed interface Standing {

    /** Everything holds. */
    record Holds(UserSession session) implements Standing {}

    /** Something ended; {@code reason} is the stable machine word. */
    record Ended(String reason) implements Standing {}
}

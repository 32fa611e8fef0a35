package dev.errand.authz.run;

import java.util.Locale;

/** The states of a run; all but {@link #ACTIVE} are final. */
public enum RunState {

    /** Authority may be drawn from it. */
    ACTIVE,
    /** Ended by the agent that holds it. */
    COMPLETED,
    /** Ended by logout, an administrator, the user or an alarm. */
    REVOKED,
    /** Its deadline passed. */
    EXPIRED;

    /** The word in column and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this word, as stored. */
    public static RunState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

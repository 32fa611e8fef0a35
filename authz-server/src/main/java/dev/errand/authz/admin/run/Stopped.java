package dev.errand.authz.admin.run;

/** What became of what a user stopped. */
public enum Stopped {
    /** Something acted for the user until now. */
    ENDED,
    /** Nothing did, but something might have begun without asking the user. */
    FORGOTTEN,
    /** There was neither. */
    NOTHING;

    static Stopped of(boolean ended, boolean forgotten) {
        if (ended) {
            return ENDED;
        }
        return forgotten ? FORGOTTEN : NOTHING;
    }
}

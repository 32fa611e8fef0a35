package dev.errand.authz.user;

import java.util.Locale;

/** Whose an account's password is. */
public enum PasswordState {
    /** Its user's, or the one that whoever sets the server up gave it: it stays until somebody changes it. */
    OWN,
    /** Known to whoever made the account: its user chooses another before doing anything else. */
    FIRST,
    /** Nobody's: its user logs in at another provider. */
    NONE;

    /** As it is stored. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PasswordState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

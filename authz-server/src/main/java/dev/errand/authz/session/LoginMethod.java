package dev.errand.authz.session;

import java.util.Locale;

/** How a user logged in. */
public enum LoginMethod {
    /** With username and password. */
    PASSWORD,
    /** With a passkey, whose authenticator verified the user. */
    PASSKEY,
    /** At another OpenID provider. */
    UPSTREAM;

    /** As it is stored, and as the ledger has it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The method that is stored as this word. */
    public static LoginMethod of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

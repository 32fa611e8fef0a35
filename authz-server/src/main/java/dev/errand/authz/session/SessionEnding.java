package dev.errand.authz.session;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What ends a session. Everything that ends a session is a row here. */
public enum SessionEnding {

    /** Its user logged out. */
    LOGOUT(Initiator.USER),
    /** The same browser logged in again. */
    REPLACED(Initiator.USER),
    /** Its user did nothing for too long. */
    IDLE(Initiator.POLICY),
    /** It had lasted for as long as a session may. */
    ABSOLUTE(Initiator.POLICY),
    /** An administrator said so. */
    ADMIN(Initiator.ADMIN),
    /** Its user was disabled. */
    USER_DISABLED(Initiator.ADMIN),
    /** Its user was given another password or other roles. */
    USER_CHANGED(Initiator.ADMIN),
    /** Its user chose another password in another session. */
    PASSWORD_CHANGED(Initiator.USER),
    /** An administrator stopped its user, or everybody. */
    KILL_SWITCH(Initiator.ADMIN),
    /** The provider's session behind it ended, which the provider told (OpenID Connect Back-Channel Logout 1.0). */
    UPSTREAM_LOGOUT(Initiator.SYSTEM),
    /** The provider's session behind it was found to be over. */
    UPSTREAM_SESSION_ENDED(Initiator.SYSTEM),
    /** The provider's user behind it was found to be disabled. */
    UPSTREAM_USER_DISABLED(Initiator.SYSTEM);

    private final Initiator initiator;

    SessionEnding(Initiator initiator) {
        this.initiator = initiator;
    }

    /** The ending of this word, if it is one; another version's need not be. */
    public static Optional<SessionEnding> of(String word) {
        return Stream.of(values()).filter(ending -> ending.word().equals(word)).findFirst();
    }

    /** The reason of the ending in column, JSON and ledger. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Who or what made it end. */
    public Initiator initiator() {
        return initiator;
    }

    /**
     * Whether the provider's session behind it has to hear of it: not where the ending came from there, nor where it only
     * made room for another session on the same one.
     */
    public boolean isNewsUpstream() {
        return switch (this) {
            case LOGOUT, IDLE, ABSOLUTE, ADMIN, USER_DISABLED, USER_CHANGED, PASSWORD_CHANGED, KILL_SWITCH -> true;
            case REPLACED, UPSTREAM_LOGOUT, UPSTREAM_SESSION_ENDED, UPSTREAM_USER_DISABLED -> false;
        };
    }
}

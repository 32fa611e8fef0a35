package dev.errand.authz.session;

/** Whether those who administer have to log in with a passkey. */
public enum AdminPasskey {
    /** A password is enough. */
    OPTIONAL,
    /** Whoever logs in by password alone neither administers nor sees what administrators see. */
    REQUIRED
}

package dev.errand.authz.session.passkey;

/** What became of registering a passkey. */
public enum Registration {
    /** It is there. */
    ADDED,
    /** What the browser sent is no answer to this challenge, or the passkey is registered already. */
    REFUSED,
    /** The user has as many as one may have. */
    TOO_MANY,
    /** Whoever administers and logged in by password registers no second one. */
    NOT_ALLOWED
}

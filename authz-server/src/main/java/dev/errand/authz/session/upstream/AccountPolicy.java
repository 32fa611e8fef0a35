package dev.errand.authz.session.upstream;

/** What becomes of a provider's user for whom no account is registered. */
public enum AccountPolicy {
    /** Nothing: only those who are registered log in. */
    REGISTERED,
    /** The first login makes an account of a plain user. */
    CREATED
}

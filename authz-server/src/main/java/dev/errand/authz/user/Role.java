package dev.errand.authz.user;

/** What a user may do besides authorising agents. */
public enum Role {
    /** Authorise runs. */
    USER,
    /** Read and change everything that the admin API offers. */
    ADMIN,
    /** Read the ledger. */
    AUDITOR
}

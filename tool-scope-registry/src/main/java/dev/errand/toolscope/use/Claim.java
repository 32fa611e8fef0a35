package dev.errand.toolscope.use;

/** The answer to a {@link UseRequest}. */
public sealed interface Claim {

    /**
     * The caller, and nobody else, has this use.
     *
     * @param use to be committed, released or marked unknown
     */
    record Claimed(CredentialUse use) implements Claim {}

    /** Every use of the credential is taken. */
    record AlreadyUsed() implements Claim {}
}

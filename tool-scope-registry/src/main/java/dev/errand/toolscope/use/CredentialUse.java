package dev.errand.toolscope.use;

/**
 * One claimed use of a credential.
 *
 * @param key which credential
 * @param slot which of its uses, from 1
 */
public record CredentialUse(CredentialKey key, int slot) {

    /** Checks the slot. */
    public CredentialUse {
        if (slot < 1) {
            throw new IllegalArgumentException("slots count from 1");
        }
    }
}

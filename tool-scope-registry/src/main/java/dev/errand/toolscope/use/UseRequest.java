package dev.errand.toolscope.use;

import java.time.Instant;

/**
 * A wish to use a credential once.
 *
 * @param key which credential
 * @param maxUses how many uses it has in all, at least 1
 * @param parameterDigest a digest of the call's bound arguments, at most 64 characters; kept with the use, so that a
 *     repeated call can be told from another one
 * @param keepUntil when the use may be forgotten: no earlier than the last moment at which the credential is accepted
 */
public record UseRequest(CredentialKey key, int maxUses, String parameterDigest, Instant keepUntil) {

    private static final int MOST_USES = 100;
    private static final int LONGEST_DIGEST = 64;

    /** Checks the bounds. */
    public UseRequest {
        if (maxUses < 1 || maxUses > MOST_USES) {
            throw new IllegalArgumentException("a credential has 1 to " + MOST_USES + " uses");
        }
        if (parameterDigest.isEmpty() || parameterDigest.length() > LONGEST_DIGEST) {
            throw new IllegalArgumentException("a parameter digest has 1 to " + LONGEST_DIGEST + " characters");
        }
    }
}

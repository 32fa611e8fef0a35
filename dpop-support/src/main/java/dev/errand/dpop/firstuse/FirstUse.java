package dev.errand.dpop.firstuse;

import java.time.Instant;

/**
 * Remembers what has been used. Implementations are atomic and thread-safe: of any number of claims of one key, on any
 * number of nodes that share the store, exactly one is told {@code true}.
 */
public interface FirstUse {

    /**
     * Claims the one use of a key. The claim stands whatever becomes of the caller's transaction.
     *
     * @param until from when on the key can no longer be accepted for other reasons, so that it may be forgotten
     * @return true exactly once per key
     * @throws FirstUseUnavailable if the store cannot say; the caller must refuse
     */
    boolean claim(UseKey key, Instant until);
}

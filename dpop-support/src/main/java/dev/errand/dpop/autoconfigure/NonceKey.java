package dev.errand.dpop.autoconfigure;

import java.time.InstantSource;
import java.util.function.Function;

import dev.errand.dpop.nonce.DPoPNonces;

/** Where the key of a role's nonces comes from: the shared store, or this process alone. */
final class NonceKey {

    private final Function<String, byte[]> keys;

    NonceKey(Function<String, byte[]> keys) {
        this.keys = keys;
    }

    DPoPNonces nonces(String role, InstantSource clock) {
        return new DPoPNonces(keys.apply(role), role, clock);
    }
}

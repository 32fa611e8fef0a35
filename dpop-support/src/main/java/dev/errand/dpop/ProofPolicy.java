package dev.errand.dpop;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.errand.dpop.nonce.DPoPNonces;

/**
 * What this server demands of a proof.
 *
 * @param maxAge how old {@code iat} may be, where no nonce was verified
 * @param skew how far the clocks of caller and server may differ, in either direction
 * @param nonces the server's nonces (RFC 9449 §8, §9), or null if proofs need none
 * @param algorithms the signature algorithms; only {@code ES256} is known
 */
public record ProofPolicy(Duration maxAge, Duration skew, @Nullable DPoPNonces nonces, Set<String> algorithms) {

    private static final Set<String> KNOWN = Set.of("ES256");

    /** Refuses periods that make no sense and algorithms that the verifier does not know. */
    public ProofPolicy {
        algorithms = Set.copyOf(algorithms);
        if (maxAge.isNegative() || maxAge.isZero() || skew.isNegative()) {
            throw new IllegalArgumentException("maxAge must be positive and skew not negative");
        }
        if (algorithms.isEmpty() || !KNOWN.containsAll(algorithms)) {
            throw new IllegalArgumentException("algorithms must be ES256, got " + algorithms);
        }
    }

    /** The defaults: 60 seconds of age, 5 of skew, ES256. */
    public static ProofPolicy standard(@Nullable DPoPNonces nonces) {
        return new ProofPolicy(Duration.ofMinutes(1), Duration.ofSeconds(5), nonces, KNOWN);
    }
}

package dev.errand.dpop.firstuse;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.errand.dpop.DPoPProof;
import dev.errand.dpop.ProofPolicy;
import dev.errand.dpop.nonce.DPoPNonces;

/**
 * Claims the one use of a verified proof (<a href="https://www.rfc-editor.org/rfc/rfc9449#section-11.1">RFC 9449
 * §11.1</a>). The key holds the thumbprint, so that nobody can use up another's {@code jti}. Thread-safe.
 */
public final class ProofFirstUse {

    private static final String KIND = "proof";
    /** A nonce excuses any {@code iat}; it must not make the store keep a key for centuries. */
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);

    private final FirstUse store;
    private final ProofPolicy policy;
    private final InstantSource clock;

    /** @param policy the one that the proofs were verified under */
    public ProofFirstUse(FirstUse store, ProofPolicy policy, InstantSource clock) {
        this.store = store;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Claims the proof.
     *
     * @param resource whose proofs these are: the issuer, or the resource URI of a tool
     * @return true exactly once per proof
     * @throws FirstUseUnavailable if the store cannot say
     */
    public boolean claim(String resource, DPoPProof proof) {
        return store.claim(UseKey.of(KIND, resource, proof.jkt(), proof.jti(), proof.htu()), until(proof));
    }

    /** The end of all that could still accept it: its window, also if its iat is ahead of our clock, and its nonce. */
    private Instant until(DPoPProof proof) {
        Instant now = clock.instant();
        Instant made = earlier(later(now, proof.issuedAt()), now.plus(FURTHEST_AHEAD));
        Instant windowEnd = made.plus(policy.maxAge()).plus(policy.skew());
        return later(windowEnd, now.plus(DPoPNonces.LONGEST_LIFE));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}

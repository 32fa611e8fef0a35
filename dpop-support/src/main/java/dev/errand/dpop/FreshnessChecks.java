package dev.errand.dpop;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.errand.dpop.nonce.DPoPNonces;

/** Checks 10 and 11 of RFC 9449 §4.3: the nonce, and the time where there is none. */
final class FreshnessChecks {

    private FreshnessChecks() {}

    static ProofCheck nonce(@Nullable DPoPNonces nonces) {
        if (nonces == null) {
            return (proof, request) -> Optional.empty();
        }
        return (proof, request) -> {
            if (!proof.claims().containsKey("nonce")) {
                return Optional.of(ProofRejection.NONCE_REQUIRED);
            }
            return ProofCheck.require(proof.text("nonce").filter(nonces::accepts).isPresent(),
                    ProofRejection.NONCE_STALE);
        };
    }

    static Optional<ProofRejection> wholeSeconds(ReceivedProof proof, ProofRequest request) {
        return ProofCheck.require(proof.seconds("iat").isPresent() && wholeIfThere(proof, "exp")
                && wholeIfThere(proof, "nbf"), ProofRejection.PROOF_TIME);
    }

    private static boolean wholeIfThere(ReceivedProof proof, String claim) {
        return !proof.claims().containsKey(claim) || proof.seconds(claim).isPresent();
    }

    /** A verified nonce says when the proof was made better than the caller's clock does, so it replaces iat. */
    static ProofCheck window(ProofPolicy policy, InstantSource clock) {
        boolean nonceDecides = policy.nonces() != null;
        return (proof, request) -> {
            Instant now = clock.instant();
            Instant earliest = now.minus(policy.skew());
            Instant latest = now.plus(policy.skew());
            Instant made = nonceDecides ? now : at(proof, "iat", Instant.EPOCH);
            if (made.plus(policy.maxAge()).isBefore(earliest) || !at(proof, "exp", Instant.MAX).isAfter(earliest)) {
                return Optional.of(ProofRejection.PROOF_EXPIRED);
            }
            return ProofCheck.require(!made.isAfter(latest) && !at(proof, "nbf", Instant.EPOCH).isAfter(latest),
                    ProofRejection.PROOF_NOT_YET_VALID);
        };
    }

    private static Instant at(ReceivedProof proof, String claim, Instant otherwise) {
        return proof.seconds(claim).map(Instant::ofEpochSecond).orElse(otherwise);
    }
}

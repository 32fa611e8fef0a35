package dev.errand.dpop;

import java.util.Optional;

/** One check of RFC 9449 §4.3. Each may rely on those before it in the list of {@link ProofVerifier}. */
@FunctionalInterface
interface ProofCheck {

    Optional<ProofRejection> refusal(ReceivedProof proof, ProofRequest request);

    static Optional<ProofRejection> require(boolean condition, ProofRejection otherwise) {
        return condition ? Optional.empty() : Optional.of(otherwise);
    }
}

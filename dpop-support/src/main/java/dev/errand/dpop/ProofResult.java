package dev.errand.dpop;

/** The outcome of verifying a proof; a refusal is a value, never an exception. */
public sealed interface ProofResult {

    /** Every check but first use passed. */
    record Verified(DPoPProof proof) implements ProofResult {}

    /** The first check that failed. */
    record Rejected(ProofRejection rejection) implements ProofResult {}
}

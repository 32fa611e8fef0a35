package dev.errand.authz.proof;

import dev.errand.dpop.ProofRejection;

/** The outcome of verifying a request's DPoP proof. */
public sealed interface ProofCheck {

    /** The proof is good; its first use is not yet claimed. */
    record Verified(VerifiedProof proof) implements ProofCheck {}

    /** The proof is missing or not acceptable. */
    record Rejected(ProofRejection rejection) implements ProofCheck {}
}

package dev.errand.authz.proof;

import dev.errand.dpop.DPoPProof;

/**
 * A DPoP proof that passed every stateless check of RFC 9449 §4.3 for the endpoint at hand. Only {@link EndpointProofs}
 * makes it. Immutable.
 */
public final class VerifiedProof {

    private final DPoPProof proof;

    VerifiedProof(DPoPProof proof) {
        this.proof = proof;
    }

    /** Thumbprint (RFC 7638) of the key that the caller proved to hold. */
    public String jkt() {
        return proof.jkt();
    }

    DPoPProof proof() {
        return proof;
    }
}

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

    /**
     * Whether the proof does not speak of another access token than this one: {@code ath} may be left out where the
     * token is a parameter and not the request's authorization, and is checked if it is there.
     */
    public boolean agreesWith(String accessToken) {
        return proof.accessTokenHash().isEmpty() || proof.covers(accessToken);
    }

    DPoPProof proof() {
        return proof;
    }
}

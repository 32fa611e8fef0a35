package dev.errand.dpop.resourceserver;

import dev.errand.dpop.ProofRejection;

/**
 * An answer other than yes.
 *
 * @param status the HTTP status
 * @param error the error code
 * @param reason the stable machine word
 * @param description a fixed sentence for people
 */
record Refusal(int status, String error, String reason, String description) {

    /** The caller showed nothing: the challenge then names no error (RFC 6750 §3.1). */
    static final Refusal NOTHING_PRESENTED = invalidToken("token_missing",
            "This resource wants an access token that is bound to a key.");

    static final Refusal BEARER = invalidToken("bearer_downgrade",
            "This resource takes access tokens with the scheme DPoP and a proof only.");

    static final Refusal REPLAYED = new Refusal(401, "invalid_dpop_proof", ProofRejection.PROOF_REPLAYED.reason(),
            "The DPoP proof was used before.");

    static Refusal invalidRequest(String reason, String description) {
        return new Refusal(400, "invalid_request", reason, description);
    }

    static Refusal invalidToken(String reason, String description) {
        return new Refusal(401, "invalid_token", reason, description);
    }

    static Refusal unavailable(String reason) {
        return new Refusal(503, "temporarily_unavailable", reason, "The request cannot be checked now.");
    }

    static Refusal of(ProofRejection rejection) {
        if (rejection.asksForNonce()) {
            return new Refusal(401, "use_dpop_nonce", rejection.reason(),
                    "The DPoP proof must carry the nonce of this answer.");
        }
        // RFC 9449 §7.1: a token shown under another key is a fault of the token.
        if (rejection == ProofRejection.PROOF_KEY_MISMATCH) {
            return invalidToken(rejection.reason(), "The access token is bound to another key.");
        }
        return new Refusal(401, "invalid_dpop_proof", rejection.reason(), "The DPoP proof is not acceptable.");
    }
}

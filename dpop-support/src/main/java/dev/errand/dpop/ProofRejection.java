package dev.errand.dpop;

/**
 * Why a proof is refused, in the order of the checks. The error code on the wire is {@code use_dpop_nonce} where
 * {@link #asksForNonce()}, otherwise {@code invalid_dpop_proof} (RFC 9449 §5, §7.1, §8, §9).
 */
public enum ProofRejection {

    /** There is no {@code DPoP} header. */
    PROOF_MISSING("proof_missing"),
    /** There is more than one {@code DPoP} header, or one that holds a list. */
    PROOF_MULTIPLE("proof_multiple"),
    /** The proof is longer than 8 KiB. */
    PROOF_TOO_LARGE("proof_too_large"),
    /** Not a JWS in compact serialization, or not strict base64url, UTF-8 or JSON. */
    PROOF_MALFORMED("proof_malformed"),
    /** {@code typ} is not exactly {@code dpop+jwt}. */
    PROOF_TYPE("proof_type"),
    /** {@code alg} is not one of the algorithms that the policy allows. */
    PROOF_ALGORITHM("proof_algorithm"),
    /** The header has a member that would change how it is to be understood, such as {@code crit} or {@code jku}. */
    PROOF_HEADER("proof_header"),
    /** {@code jwk} is missing, private, of another kind than {@code alg} needs, or no point on the curve. */
    PROOF_KEY("proof_key"),
    /** The signature does not verify with {@code jwk}. */
    PROOF_SIGNATURE("proof_signature"),
    /** {@code jti} is missing, blank, over-long or not a string. */
    PROOF_JTI("proof_jti"),
    /** {@code htm} is not the method of the request. */
    PROOF_HTM("proof_htm"),
    /** {@code htu} is not the URI of the request. */
    PROOF_HTU("proof_htu"),
    /** This server wants a nonce and the proof has none. */
    NONCE_REQUIRED("nonce_required"),
    /** The nonce is not one of this server's, or no longer. */
    NONCE_STALE("nonce_stale"),
    /** {@code iat}, {@code exp} or {@code nbf} is missing or no whole number of seconds. */
    PROOF_TIME("proof_time"),
    /** The proof is older than allowed. */
    PROOF_EXPIRED("proof_expired"),
    /** The proof is from the future. */
    PROOF_NOT_YET_VALID("proof_not_yet_valid"),
    /** {@code ath} is missing or is not the hash of the access token. */
    PROOF_ATH("proof_ath"),
    /** The proof is good, but made with another key than the one demanded. */
    PROOF_KEY_MISMATCH("proof_key_mismatch"),
    /** The proof was used before. {@link ProofVerifier} is stateless: the claimant of first use says this. */
    PROOF_REPLAYED("proof_replayed");

    private final String reason;

    ProofRejection(String reason) {
        this.reason = reason;
    }

    /** The stable machine word for answers, log and ledger. */
    public String reason() {
        return reason;
    }

    /** Whether the answer is the challenge {@code use_dpop_nonce} with a fresh {@code DPoP-Nonce}. */
    public boolean asksForNonce() {
        return this == NONCE_REQUIRED || this == NONCE_STALE;
    }
}

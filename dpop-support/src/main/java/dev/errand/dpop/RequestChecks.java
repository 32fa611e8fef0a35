package dev.errand.dpop;

import java.util.Optional;

/** Checks 3, 8, 9 and 12 of RFC 9449 §4.3: the claims that tie the proof to this request. */
final class RequestChecks {

    private static final int MAX_JTI_LENGTH = 256;

    private RequestChecks() {}

    static Optional<ProofRejection> jti(ReceivedProof proof, ProofRequest request) {
        return ProofCheck.require(proof.text("jti").filter(RequestChecks::usable).isPresent(),
                ProofRejection.PROOF_JTI);
    }

    private static boolean usable(String jti) {
        return !jti.isBlank() && jti.length() <= MAX_JTI_LENGTH && jti.chars().noneMatch(Character::isISOControl);
    }

    static Optional<ProofRejection> method(ReceivedProof proof, ProofRequest request) {
        return ProofCheck.require(proof.text("htm").filter(request.method()::equals).isPresent(),
                ProofRejection.PROOF_HTM);
    }

    static Optional<ProofRejection> target(ReceivedProof proof, ProofRequest request) {
        Optional<HttpTarget> claimed = proof.text("htu").flatMap(HttpTarget::parse);
        return ProofCheck.require(claimed.isPresent() && claimed.equals(HttpTarget.parse(request.url())),
                ProofRejection.PROOF_HTU);
    }

    static Optional<ProofRejection> accessTokenHash(ReceivedProof proof, ProofRequest request) {
        String token = request.accessToken();
        return ProofCheck.require(
                token == null
                        || proof.text("ath").filter(hash -> AccessTokenHash.matches(token, hash)).isPresent(),
                ProofRejection.PROOF_ATH);
    }

    static Optional<ProofRejection> expectedKey(ReceivedProof proof, ProofRequest request) {
        String expected = request.expectedJkt();
        return ProofCheck.require(expected == null || expected.equals(JwkThumbprint.of(proof.publicKey())),
                ProofRejection.PROOF_KEY_MISMATCH);
    }
}

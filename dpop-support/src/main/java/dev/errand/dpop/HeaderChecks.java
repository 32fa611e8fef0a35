package dev.errand.dpop;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;

/** Checks 4 to 7 of RFC 9449 §4.3: the header, its key and the signature. */
final class HeaderChecks {

    /** The proof's key is in the header itself: whatever points elsewhere or changes the meaning is refused. */
    private static final Set<String> REFUSED = Set.of("crit", "b64", "zip", "jku", "x5u", "x5c", "x5t", "x5t#S256");

    private HeaderChecks() {}

    static Optional<ProofRejection> type(ReceivedProof proof, ProofRequest request) {
        return ProofCheck.require("dpop+jwt".equals(proof.header().get("typ")), ProofRejection.PROOF_TYPE);
    }

    static ProofCheck algorithm(Set<String> allowed) {
        return (proof, request) -> ProofCheck.require(
                proof.header().get("alg") instanceof String algorithm && allowed.contains(algorithm),
                ProofRejection.PROOF_ALGORITHM);
    }

    static Optional<ProofRejection> noUnknownMeaning(ReceivedProof proof, ProofRequest request) {
        return ProofCheck.require(Collections.disjoint(proof.header().keySet(), REFUSED), ProofRejection.PROOF_HEADER);
    }

    static Optional<ProofRejection> publicKey(ReceivedProof proof, ProofRequest request) {
        return ProofCheck.require(proof.key() != null, ProofRejection.PROOF_KEY);
    }

    static Optional<ProofRejection> signature(ReceivedProof proof, ProofRequest request) {
        return ProofCheck.require(verifies(proof), ProofRejection.PROOF_SIGNATURE);
    }

    private static boolean verifies(ReceivedProof proof) {
        try {
            return new ECDSAVerifier(proof.publicKey()).verify(new JWSHeader(JWSAlgorithm.ES256), proof.signingInput(),
                    proof.signature());
        } catch (JOSEException unusable) {
            return false;
        }
    }
}

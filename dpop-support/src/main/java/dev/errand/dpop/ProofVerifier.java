package dev.errand.dpop;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Verifies DPoP proofs: the checks of <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.3">RFC 9449 §4.3</a> as
 * one ordered list, of which the first that fails decides. Stateless and thread-safe: that a proof is used only once is
 * for {@code ProofFirstUse} to say, after whatever else must hold. No input makes it throw.
 */
public final class ProofVerifier {

    private final List<ProofCheck> checks;
    private final boolean noncesRequired;

    /** @param clock the server's clock */
    public ProofVerifier(ProofPolicy policy, InstantSource clock) {
        this.noncesRequired = policy.nonces() != null;
        this.checks = List.of(HeaderChecks::type, HeaderChecks.algorithm(policy.algorithms()),
                HeaderChecks::noUnknownMeaning, HeaderChecks::publicKey, HeaderChecks::signature, RequestChecks::jti,
                RequestChecks::method, RequestChecks::target, FreshnessChecks.nonce(policy.nonces()),
                FreshnessChecks::wholeSeconds, FreshnessChecks.window(policy, clock), RequestChecks::accessTokenHash,
                RequestChecks::expectedKey);
    }

    /** Verifies the proof of one request. */
    public ProofResult verify(ProofRequest request) {
        return switch (ProofSyntax.read(request.proofHeaders())) {
            case ProofSyntax.Refused(ProofRejection rejection) -> new ProofResult.Rejected(rejection);
            case ProofSyntax.Read(ReceivedProof proof) -> verify(proof, request);
        };
    }

    private ProofResult verify(ReceivedProof proof, ProofRequest request) {
        for (ProofCheck check : checks) {
            Optional<ProofRejection> rejection = check.refusal(proof, request);
            if (rejection.isPresent()) {
                return new ProofResult.Rejected(rejection.get());
            }
        }
        return new ProofResult.Verified(new DPoPProof(proof, noncesRequired));
    }
}

package dev.errand.dpop.resourceserver;

import java.time.InstantSource;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.errand.dpop.DPoPProof;
import dev.errand.dpop.ProofPolicy;
import dev.errand.dpop.ProofRequest;
import dev.errand.dpop.ProofResult;
import dev.errand.dpop.ProofVerifier;
import dev.errand.dpop.firstuse.FirstUse;
import dev.errand.dpop.firstuse.ProofFirstUse;
import dev.errand.dpop.nonce.DPoPNonces;

/** Whether a proof is good and new, and the nonce for the next one. Thread-safe. */
public final class ProofGate {

    private static final Logger LOG = LoggerFactory.getLogger(ProofGate.class);

    private final ProofVerifier verifier;
    private final ProofFirstUse firstUse;
    private final Optional<DPoPNonces> nonces;

    /** @param store shared by all nodes that serve the resource */
    public ProofGate(ProofPolicy policy, FirstUse store, InstantSource clock) {
        this.verifier = new ProofVerifier(policy, clock);
        this.firstUse = new ProofFirstUse(store, policy, clock);
        this.nonces = Optional.ofNullable(policy.nonces());
    }

    /** What became of a proof. */
    sealed interface Checked {

        /** It is good, and this was its first use. */
        record Good(DPoPProof proof) implements Checked {}

        /** It is refused. */
        record Refused(Refusal refusal) implements Checked {}
    }

    /** The nonce to send with every answer, if this resource wants nonces. */
    Optional<String> nextNonce() {
        return nonces.map(DPoPNonces::issue);
    }

    Checked check(String resource, ProofRequest request) {
        return switch (verifier.verify(request)) {
            case ProofResult.Rejected rejected -> new Checked.Refused(Refusal.of(rejected.rejection()));
            case ProofResult.Verified verified -> claim(resource, verified.proof());
        };
    }

    private Checked claim(String resource, DPoPProof proof) {
        try {
            return firstUse.claim(resource, proof) ? new Checked.Good(proof) : new Checked.Refused(Refusal.REPLAYED);
        } catch (RuntimeException storeFailed) {
            // Whatever the store's way of failing: what cannot be checked is not accepted.
            LOG.error("First use of proofs cannot be checked", storeFailed);
            return new Checked.Refused(Refusal.unavailable("store_unavailable"));
        }
    }
}

package dev.errand.authz.attack;

import java.util.List;
import java.util.function.Function;

/**
 * One attack by the {@code DPoP} header.
 *
 * @param attack the row of the table of attacks, with a plus for a case next to it, and what is done
 * @param proofs the header's values
 * @param reason the reason of the refusal; {@code accepted} for a spelling that must not be refused
 */
record Forgery(String attack, Function<ProofForge, List<String>> proofs, String reason) {

    static final String ACCEPTED = "accepted";

    static Forgery of(String attack, Function<ProofForge, String> proof, String reason) {
        return new Forgery(attack, proof.andThen(List::of), reason);
    }

    /** Status, error code and reason. */
    String refusal() {
        String code = reason.startsWith("nonce_") ? "use_dpop_nonce" : "invalid_dpop_proof";
        return "400 " + code + " " + reason;
    }

    @Override
    public String toString() {
        return attack;
    }
}

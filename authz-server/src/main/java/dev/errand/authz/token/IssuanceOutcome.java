package dev.errand.authz.token;

import dev.errand.authz.decision.Decision.Deny;
import dev.errand.authz.grant.GrantRefusal;

/** How an issuance ended. */
sealed interface IssuanceOutcome {

    /** A token was minted and its record is committed, now or when the same answer was given first. */
    record Issued(Answer answer) implements IssuanceOutcome {}

    /** The grant gives nothing. What the refusal entails is committed. */
    record GrantRefused(GrantRefusal refusal) implements IssuanceOutcome {}

    /** The policy denies. Nothing is changed, consumed or spent. */
    record Denied(Deny deny) implements IssuanceOutcome {}

    /**
     * A successful answer (RFC 6749 §5.1), complete before the issuance commits; never printed, because tokens are in it.
     *
     * @param body the JSON, exactly as it is sent
     */
    record Answer(String body) {

        @Override
        public String toString() {
            return "Answer[]";
        }
    }
}

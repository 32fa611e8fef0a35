package dev.errand.authz.token;

import java.util.Map;

import dev.errand.authz.decision.Decision.Deny;
import dev.errand.authz.grant.GrantRefusal;

/** How an issuance ended. */
sealed interface IssuanceOutcome {

    /** A token was minted and its record is committed. */
    record Issued(Answer answer) implements IssuanceOutcome {}

    /** The grant gives nothing. What the refusal entails is committed. */
    record GrantRefused(GrantRefusal refusal) implements IssuanceOutcome {}

    /** The policy denies. Nothing is changed, consumed or spent. */
    record Denied(Deny deny) implements IssuanceOutcome {}

    /**
     * The members of a successful answer (RFC 6749 §5.1); never printed, because tokens are in it.
     */
    record Answer(Map<String, Object> members) {

        @Override
        public String toString() {
            return "Answer" + members.keySet();
        }
    }
}

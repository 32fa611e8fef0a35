package dev.errand.authz.whatif;

import java.util.List;
import java.util.Optional;

import dev.errand.authz.decision.CredentialTerms;
import dev.errand.authz.decision.Explanation;
import dev.errand.authz.decision.Mandate;
import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.mint.Unsigned;
import dev.errand.authz.run.BudgetLeft;

/** What would be answered. */
public sealed interface Answer {

    /**
     * There is nobody to ask for.
     *
     * @param member the member of the question that names what is not there: {@code run_id}, {@code agent} or {@code user}
     */
    record Nobody(String member) implements Answer {}

    /**
     * A token would be issued, or refused.
     *
     * @param agent the agent's client id
     * @param subject the user
     * @param error the answer of the token endpoint, if it refused
     * @param mandate what the decision would rest on; empty if there would be none
     * @param rules what each rule says; empty if there would be no decision
     * @param outcome what would be issued, if it were
     */
    record Judged(String agent, String subject, Optional<EndpointError> error, Optional<Mandate> mandate,
            List<Explanation.Step> rules, Optional<Outcome> outcome) implements Answer {

        public Judged {
            rules = List.copyOf(rules);
            if (error.isPresent() == outcome.isPresent()) {
                throw new IllegalArgumentException("a token is issued or refused");
            }
        }
    }

    /**
     * What would be issued.
     *
     * @param token what the token would say, with placeholders for what only a token has
     * @param credential what it would be good for, and what it would cost
     * @param left what would be left of the budget
     */
    record Outcome(Unsigned token, CredentialTerms credential, BudgetLeft left) {}
}

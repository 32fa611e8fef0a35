package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;

import dev.errand.toolscope.ScopeName;

/**
 * A decision that nobody may act on: what each rule says and what it saw, and what a credential would be good for. It
 * holds no permit, so that nothing can be minted of it.
 *
 * @param steps every rule, once for each scope where it is about scopes, in the order in which they are judged
 * @param denial the first denial, which is the decision's
 * @param credential what the credential would be good for, where no rule objects
 */
public record Explanation(List<Step> steps, Optional<Decision.Deny> denial, Optional<CredentialTerms> credential) {

    public Explanation {
        steps = List.copyOf(steps);
        if (denial.isPresent() == credential.isPresent()) {
            throw new IllegalArgumentException("a credential is denied or it is not");
        }
    }

    /**
     * One rule about one thing.
     *
     * @param rule the rule's stable word
     * @param scope the scope that it is about; empty if it is about the whole of the credential
     * @param verdict what it says
     * @param saw what it looked at; empty if it was not reached
     */
    public record Step(String rule, Optional<ScopeName> scope, Verdict verdict, List<Sight> saw) {

        public Step {
            saw = List.copyOf(saw);
        }
    }

    /** What a rule says. */
    public enum Verdict {
        /** It has no objection. */
        PASSES,
        /** It denies: the decision is its. */
        DENIES,
        /** A rule before it denied. */
        NOT_REACHED
    }
}

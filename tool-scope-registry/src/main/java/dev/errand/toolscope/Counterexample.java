package dev.errand.toolscope;

import java.util.Map;

/**
 * One call that is inside the one authority and not inside the other: what "wider" means.
 *
 * @param scope
 *            the scope that it is made under
 * @param tool
 *            where it is made
 * @param call
 *            the call
 * @param session
 *            the session facts that it is made with
 * @param member
 *            what of it makes the difference: a parameter, or {@code scope}, {@code location}, {@code action},
 *            {@code identifier}
 */
public record Counterexample(ScopeName scope, String tool, CallFacts call, Map<SessionFact, String> session,
        String member) {

    public Counterexample {
        session = Map.copyOf(session);
    }

    /**
     * The difference in a few words, to be followed by "is allowed by … and not by …": {@code amount 60.00 USD},
     * {@code action cancel-refund}, {@code a call without identifier}.
     */
    public String sentence() {
        return switch (this.member) {
            case "scope" -> "scope " + this.scope;
            case "location" -> "a call at " + this.tool;
            case "action" -> "action " + this.call.action();
            case "identifier" -> this.call.identifier()
                    .map(identifier -> "identifier " + identifier)
                    .orElse("a call without identifier");
            default -> parameter();
        };
    }

    private String parameter() {
        Fact fact = this.call.facts().get(this.member);
        return fact == null
                ? "a call without " + this.member
                : this.member + " " + ConstraintWords.of(fact);
    }
}

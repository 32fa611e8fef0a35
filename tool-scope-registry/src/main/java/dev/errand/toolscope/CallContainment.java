package dev.errand.toolscope;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.errand.toolscope.Constraint.Free;

/** Decides whether one call lies inside an authority. */
final class CallContainment {

    private CallContainment() {}

    static Optional<Violation> outside(Authority authority, CallFacts call) {
        Map<String, Constraint> constraints = authority.actions().get(call.action());
        if (constraints == null) {
            return Optional.of(new Violation(Violation.ACTION_NOT_ALLOWED, "action"));
        }
        return identifier(authority.identifier(), call.identifier())
                .or(() -> missing(constraints, call.facts().keySet()))
                .or(() -> facts(constraints, call.facts()));
    }

    private static Optional<Violation> identifier(Optional<Identifiers> allowed, Optional<String> named) {
        if (allowed.isEmpty()) {
            return named.map(identifier -> new Violation(Violation.PARAMETER_UNKNOWN, "identifier"));
        }
        if (named.isEmpty()) {
            return Optional.of(new Violation(Violation.PARAMETER_MISSING, "identifier"));
        }
        return allowed.get().contain(named.get())
                ? Optional.empty()
                : Optional.of(new Violation(Violation.IDENTIFIER_NOT_ALLOWED, "identifier"));
    }

    private static Optional<Violation> facts(Map<String, Constraint> constraints, Map<String, Fact> facts) {
        return facts.entrySet()
                .stream()
                .flatMap(fact -> Optional.ofNullable(constraints.get(fact.getKey()))
                        .map(constraint -> ConstraintContainment.reason(constraint, fact.getValue()))
                        .orElse(Optional.of(Violation.PARAMETER_UNKNOWN))
                        .map(reason -> new Violation(reason, fact.getKey()))
                        .stream())
                .findFirst();
    }

    /** The first constrained parameter that is not among the given ones; a free one may be left out. */
    static Optional<Violation> missing(Map<String, Constraint> constraints, Set<String> given) {
        return constraints.entrySet()
                .stream()
                .filter(entry -> !(entry.getValue() instanceof Free) && !given.contains(entry.getKey()))
                .map(entry -> new Violation(Violation.PARAMETER_MISSING, entry.getKey()))
                .findFirst();
    }
}

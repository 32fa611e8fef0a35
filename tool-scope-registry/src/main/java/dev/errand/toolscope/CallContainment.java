package dev.errand.toolscope;

import java.util.Map;
import java.util.Optional;

import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Constraint.OneOf;
import dev.errand.toolscope.Fact.MoneyFact;
import dev.errand.toolscope.Fact.TextFact;

/** Decides whether one call lies inside an authority. */
final class CallContainment {

    private CallContainment() {}

    static Optional<Violation> outside(Authority authority, CallFacts call) {
        Map<String, Constraint> constraints = authority.actions().get(call.action());
        if (constraints == null) {
            return Optional.of(new Violation(Violation.ACTION_NOT_ALLOWED, "action"));
        }
        return identifier(authority.identifier(), call.identifier())
                .or(() -> Containment.missing(constraints, call.facts().keySet()))
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
                        .map(constraint -> reason(constraint, fact.getValue()))
                        .orElse(Optional.of(Violation.PARAMETER_UNKNOWN))
                        .map(reason -> new Violation(reason, fact.getKey()))
                        .stream())
                .findFirst();
    }

    private static Optional<String> reason(Constraint constraint, Fact fact) {
        return switch (fact) {
            case MoneyFact(Money money) -> constraint instanceof MoneyLimit(Money max)
                    ? Containment.money(max, money)
                    : Optional.of(Violation.VALUE_NOT_ALLOWED);
            case TextFact(String text) -> allows(constraint, text)
                    ? Optional.empty()
                    : Optional.of(Violation.VALUE_NOT_ALLOWED);
        };
    }

    private static boolean allows(Constraint constraint, String text) {
        return switch (constraint) {
            case MoneyLimit unused -> false;
            case OneOf(var values) -> values.contains(text);
            case Free() -> true;
        };
    }
}

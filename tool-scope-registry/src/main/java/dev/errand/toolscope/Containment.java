package dev.errand.toolscope;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Constraint.OneOf;

/** Decides, member by member, whether one authority lies inside another. */
final class Containment {

    private Containment() {}

    static Optional<Violation> outside(Authority outer, Authority inner) {
        if (!outer.scope().equals(inner.scope())) {
            return Optional.of(new Violation(Violation.SCOPE_MISMATCH, "scope"));
        }
        if (!outer.tool().equals(inner.tool())) {
            return Optional.of(new Violation(Violation.LOCATION_MISMATCH, "location"));
        }
        return identifiers(outer.identifier(), inner.identifier()).or(() -> actions(outer.actions(), inner.actions()));
    }

    private static Optional<Violation> identifiers(Optional<Identifiers> outer, Optional<Identifiers> inner) {
        boolean inside = outer.isEmpty() ? inner.isEmpty() : inner.isPresent() && outer.get().cover(inner.get());
        return inside ? Optional.empty() : Optional.of(new Violation(Violation.IDENTIFIER_NOT_ALLOWED, "identifier"));
    }

    private static Optional<Violation> actions(Map<String, Map<String, Constraint>> outer,
            Map<String, Map<String, Constraint>> inner) {
        if (!outer.keySet().containsAll(inner.keySet())) {
            return Optional.of(new Violation(Violation.ACTION_NOT_ALLOWED, "action"));
        }
        return inner.entrySet()
                .stream()
                .flatMap(action -> parameters(outer.getOrDefault(action.getKey(), Map.of()), action.getValue())
                        .stream())
                .findFirst();
    }

    private static Optional<Violation> parameters(Map<String, Constraint> outer, Map<String, Constraint> inner) {
        return missing(outer, inner.keySet()).or(() -> inner.entrySet()
                .stream()
                .flatMap(entry -> Optional.ofNullable(outer.get(entry.getKey()))
                        .map(constraint -> reason(constraint, entry.getValue()))
                        .orElse(Optional.of(Violation.PARAMETER_UNKNOWN))
                        .map(reason -> new Violation(reason, entry.getKey()))
                        .stream())
                .findFirst());
    }

    /** The first constrained parameter that is not among the given ones; a free one may be left out. */
    static Optional<Violation> missing(Map<String, Constraint> constraints, Set<String> given) {
        return constraints.entrySet()
                .stream()
                .filter(entry -> !(entry.getValue() instanceof Free) && !given.contains(entry.getKey()))
                .map(entry -> new Violation(Violation.PARAMETER_MISSING, entry.getKey()))
                .findFirst();
    }

    /** Why the inner constraint allows something that the outer one does not. */
    static Optional<String> reason(Constraint outer, Constraint inner) {
        return switch (outer) {
            case MoneyLimit(Money max) -> inner instanceof MoneyLimit(Money asked)
                    ? money(max, asked)
                    : Optional.of(Violation.LIMIT_EXCEEDED);
            case OneOf(var values) -> inner instanceof OneOf(var asked) && values.containsAll(asked)
                    ? Optional.empty()
                    : Optional.of(Violation.VALUE_NOT_ALLOWED);
            case Free() -> inner instanceof MoneyLimit ? Optional.of(Violation.VALUE_NOT_ALLOWED) : Optional.empty();
        };
    }

    static Optional<String> money(Money max, Money asked) {
        if (!max.currency().equals(asked.currency())) {
            return Optional.of(Violation.CURRENCY_MISMATCH);
        }
        return asked.amount().compareTo(max.amount()) > 0 ? Optional.of(Violation.LIMIT_EXCEEDED) : Optional.empty();
    }
}

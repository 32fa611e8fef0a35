package dev.errand.authz.decision;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.Violation;

/** What rules look at, as people read it; no part of any protocol. */
final class Words {

    private Words() {}

    /** Each action on what, and within what. */
    static String of(Authority authority) {
        Optional<String> identifier = authority.identifier().map(Identifiers::asConstraint).map(Constraint::words);
        return authority.actions().entrySet().stream()
                .map(action -> call(Optional.of(action.getKey()), identifier, action.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** What is stated of a request; nothing if it states nothing. */
    static Optional<String> of(NarrowingRequest asked) {
        return Optional.of(call(asked.action(), asked.identifier(), asked.limits())).filter(words -> !words.isEmpty());
    }

    static String of(Violation violation) {
        return violation.parameter() + ": " + violation.reason();
    }

    static String of(BigDecimal amount, String currency) {
        return amount.toPlainString() + " " + currency;
    }

    static String names(Collection<ScopeName> scopes) {
        return scopes.stream().map(ScopeName::value).collect(Collectors.joining(", "));
    }

    private static String call(Optional<String> action, Optional<String> identifier, Map<String, Constraint> limits) {
        List<String> parts = new ArrayList<>();
        action.ifPresent(parts::add);
        identifier.ifPresent(parts::add);
        limits.forEach((parameter, constraint) -> parts.add(parameter + " " + constraint.words()));
        return String.join(", ", parts);
    }
}

package dev.errand.toolscope;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.errand.toolscope.Identifiers.Exactly;
import dev.errand.toolscope.Narrowing.Narrowed;
import dev.errand.toolscope.Narrowing.Refused;

/**
 * Builds the authority asked for out of the one at hand, then lets {@link Authority#covers(Authority)} judge it: what is granted is
 * inside by the same relation that every later check uses.
 */
final class NarrowingStep {

    private NarrowingStep() {}

    static Narrowing narrow(Authority from, NarrowingRequest request) {
        Optional<Violation> elsewhere = elsewhere(from, request);
        if (elsewhere.isPresent()) {
            return new Refused(elsewhere.get());
        }
        Authority asked = new Authority(from.scope(), from.tool(),
                request.identifier().<Identifiers>map(Exactly::new).or(from::identifier), actions(from, request));
        return unknown(asked, request).or(() -> from.covers(asked).refusal())
                .<Narrowing>map(Refused::new)
                .orElseGet(() -> new Narrowed(asked));
    }

    private static Optional<Violation> elsewhere(Authority from, NarrowingRequest request) {
        if (!request.scope().equals(from.scope())) {
            return Optional.of(new Violation(Violation.SCOPE_MISMATCH, "scope"));
        }
        if (!request.location().orElse(from.tool()).equals(from.tool())) {
            return Optional.of(new Violation(Violation.LOCATION_MISMATCH, "location"));
        }
        return request.action()
                .filter(action -> !from.actions().containsKey(action))
                .map(action -> new Violation(Violation.ACTION_NOT_ALLOWED, "action"));
    }

    private static Map<String, Map<String, Constraint>> actions(Authority from, NarrowingRequest request) {
        var actions = new TreeMap<String, Map<String, Constraint>>();
        from.actions().forEach((name, parameters) -> {
            if (request.action().orElse(name).equals(name)) {
                actions.put(name, limited(parameters, request.limits()));
            }
        });
        return actions;
    }

    private static Map<String, Constraint> limited(Map<String, Constraint> parameters, Map<String, Constraint> limits) {
        var limited = new TreeMap<>(parameters);
        limited.replaceAll((parameter, constraint) -> limits.getOrDefault(parameter, constraint));
        return limited;
    }

    private static Optional<Violation> unknown(Authority asked, NarrowingRequest request) {
        return request.limits()
                .keySet()
                .stream()
                .filter(parameter -> asked.actions().values().stream().noneMatch(p -> p.containsKey(parameter)))
                .map(parameter -> new Violation(Violation.PARAMETER_UNKNOWN, parameter))
                .findFirst();
    }
}

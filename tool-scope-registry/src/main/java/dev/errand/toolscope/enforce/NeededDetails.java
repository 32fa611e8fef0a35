package dev.errand.toolscope.enforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.errand.toolscope.CallFacts;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Fact;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.json.DetailsJson;

/**
 * The {@code authorization_details} that a refused call would have needed: its own scope and action, its identifier, and
 * limits equal to its facts. Tells a caller nothing that it did not send.
 */
final class NeededDetails {

    private NeededDetails() {}

    /** What would have had to be asked for; nothing if no credential could ever name what the call names. */
    static Optional<NarrowingRequest> of(DeclaredCall endpoint, CallFacts call, Grant grant, String resource) {
        try {
            return Optional.of(new NarrowingRequest(endpoint.scope(), Optional.of(resource),
                    Optional.of(endpoint.action()), call.identifier(), limits(call, constraints(grant, call))));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }

    /** The same as details. */
    static List<Map<String, Object>> write(Optional<NarrowingRequest> needed) {
        return needed.stream().map(request -> {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("type", DetailsJson.TOOL_CALL);
            detail.putAll(DetailsJson.write(request));
            return detail;
        }).toList();
    }

    private static Map<String, Constraint> constraints(Grant grant, CallFacts call) {
        return switch (grant) {
            case Grant.Found(var authority) -> authority.actions().getOrDefault(call.action(), Map.of());
            case Grant.Missing missing -> Map.of();
        };
    }

    private static Map<String, Constraint> limits(CallFacts call, Map<String, Constraint> granted) {
        Map<String, Constraint> limits = new TreeMap<>();
        call.facts().forEach((name, fact) -> limit(fact, Optional.ofNullable(granted.get(name)))
                .ifPresent(limit -> limits.put(name, limit)));
        return limits;
    }

    /** A value that is no money is limited only where the grant says that this parameter is: others may be free. */
    private static Optional<Constraint> limit(Fact fact, Optional<Constraint> granted) {
        return fact instanceof Fact.MoneyFact(var money)
                ? Optional.of(new Constraint.MoneyLimit(money))
                : granted.filter(constraint -> !(constraint instanceof Constraint.Free)).flatMap(limited -> exactly(fact));
    }

    private static Optional<Constraint> exactly(Fact fact) {
        try {
            return switch (fact) {
                case Fact.TextFact(String text) -> Optional.of(Constraint.OneOf.exactly(text));
                case Fact.IntegerFact(var number) -> Optional.of(new Constraint.IntegerRange(number, number));
                case Fact.DecimalFact(var number) -> Optional.of(new Constraint.DecimalRange(number, number));
                case Fact.BooleanFact(boolean value) -> Optional.of(new Constraint.Booleans(Set.of(value)));
                // No constraint holds one list alone; the caller's own limit has to do.
                case Fact.ListFact list -> Optional.empty();
                case Fact.MoneyFact money -> Optional.empty();
            };
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }
}

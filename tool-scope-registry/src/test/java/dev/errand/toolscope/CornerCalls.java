package dev.errand.toolscope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Constraint.OneOf;
import dev.errand.toolscope.Fact.MoneyFact;
import dev.errand.toolscope.Fact.TextFact;
import dev.errand.toolscope.Identifiers.Exactly;
import dev.errand.toolscope.Identifiers.Matching;

/** The outermost calls of an authority: if any of its calls lies outside another authority, one of these does. */
final class CornerCalls {

    private CornerCalls() {}

    static List<CallFacts> of(Authority authority) {
        List<CallFacts> calls = new ArrayList<>();
        authority.actions().forEach((action, parameters) -> {
            for (Optional<String> identifier : identifiers(authority)) {
                for (Map<String, Fact> facts : facts(parameters)) {
                    calls.add(new CallFacts(action, identifier, facts));
                }
            }
        });
        return calls;
    }

    private static List<Optional<String>> identifiers(Authority authority) {
        return authority.identifier().<List<Optional<String>>>map(identifiers -> switch (identifiers) {
            case Exactly(String value) -> List.of(Optional.of(value));
            case Matching matching -> List.of("order-7", "order-77", "order-7777777", "thing-a", "order-1234567890")
                    .stream()
                    .filter(matching::contain)
                    .map(Optional::of)
                    .toList();
        }).orElse(List.of(Optional.empty()));
    }

    private static List<Map<String, Fact>> facts(Map<String, Constraint> parameters) {
        List<Map<String, Fact>> all = new ArrayList<>(List.of(Map.of()));
        parameters.forEach((name, constraint) -> {
            List<Map<String, Fact>> longer = new ArrayList<>();
            for (Map<String, Fact> shorter : all) {
                for (Fact fact : facts(constraint)) {
                    Map<String, Fact> with = new HashMap<>(shorter);
                    with.put(name, fact);
                    longer.add(with);
                }
                if (constraint instanceof Free) {
                    longer.add(shorter);
                }
            }
            all.clear();
            all.addAll(longer);
        });
        return all;
    }

    private static List<Fact> facts(Constraint constraint) {
        return switch (constraint) {
            case MoneyLimit(Money max) -> List.of(new MoneyFact(max));
            case OneOf(var values) -> values.stream().<Fact>map(TextFact::new).toList();
            case Free() -> List.of(new TextFact("damaged"), new TextFact("anything at all"));
        };
    }
}

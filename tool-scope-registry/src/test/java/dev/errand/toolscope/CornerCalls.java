package dev.errand.toolscope;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.errand.toolscope.Constraint.Booleans;
import dev.errand.toolscope.Constraint.DecimalRange;
import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Constraint.IntegerRange;
import dev.errand.toolscope.Constraint.ListOf;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Constraint.OneOf;
import dev.errand.toolscope.Constraint.Pattern;
import dev.errand.toolscope.Constraint.Prefix;
import dev.errand.toolscope.Fact.MoneyFact;
import dev.errand.toolscope.Fact.TextFact;

/** The outermost calls of an authority: if any of its calls lies outside another authority, one of these does. */
final class CornerCalls {

    private static final List<String> TEXTS = List.of("order-7", "order-77", "order-7777777", "thing-a", "order-1234567890",
            "order-12", "late", "later", "a1", "aa", "ab", "bba", "damaged", "zz", "z-1");

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
        return authority.identifier()
                .map(identifiers -> texts(identifiers.asConstraint()).map(Optional::of).toList())
                .orElse(List.of(Optional.empty()));
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
            case DecimalRange(var min, var max) -> List.of(new Fact.DecimalFact(min), new Fact.DecimalFact(max));
            case IntegerRange(var min, var max) -> List.of(new Fact.IntegerFact(min), new Fact.IntegerFact(max));
            case Booleans(var values) -> values.stream().<Fact>map(Fact.BooleanFact::new).toList();
            case ListOf(Constraint items, int maxItems) -> Stream
                    .concat(Stream.of(new Fact.ListFact(List.of())), facts(items).stream()
                            .map(item -> new Fact.ListFact(Collections.nCopies(maxItems, item))))
                    .<Fact>map(list -> list)
                    .toList();
            case Free() -> List.of(new TextFact("damaged"), new TextFact("anything at all"),
                    new Fact.IntegerFact(BigInteger.TWO));
            default -> texts(constraint).<Fact>map(TextFact::new).toList();
        };
    }

    /** Texts of a constraint that hold all that its neighbours in the generator differ in. */
    private static Stream<String> texts(Constraint constraint) {
        return switch (constraint) {
            case OneOf(var values) -> values.stream();
            case Prefix(String start) -> Stream.of(start, start + "a", start + "\u0000");
            case Pattern pattern -> Stream
                    .concat(TEXTS.stream(), Stream.of(TextContainment.sample(pattern, Map.of())))
                    .filter(text -> pattern.parsed().matches(text));
            default -> Stream.of();
        };
    }
}

package dev.errand.toolscope.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Constraint.OneOf;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.Money;

/** The forms of constraints: {@code {max, currency}}, {@code {one_of}} and the word {@code free}. */
final class ConstraintJson {

    private static final String FREE = "free";
    private static final int MAX_VALUES = 100;

    private ConstraintJson() {}

    static Parsed<Money> money(JsonNode node, String path) {
        return StrictObject.read(node, path, ConstraintJson::money);
    }

    /** A constraint that limits something. */
    static Parsed<Constraint> limit(JsonNode node, String path) {
        return StrictObject.read(node,
                path,
                object -> object.has("one_of")
                        ? new OneOf(new TreeSet<>(object.texts("one_of", MAX_VALUES)))
                        : new MoneyLimit(money(object)));
    }

    /** Any constraint. */
    static Parsed<Constraint> constraint(JsonNode node, String path) {
        boolean free = node.isString() && FREE.equals(node.stringValue());
        return free ? new Parsed.Value<>(new Free()) : limit(node, path);
    }

    static Map<String, Object> write(Money money) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("max", money.amountText());
        object.put("currency", money.currency());
        return object;
    }

    static Object write(Constraint constraint) {
        return switch (constraint) {
            case MoneyLimit(Money max) -> write(max);
            case OneOf(var values) -> new LinkedHashMap<>(Map.of("one_of", List.copyOf(values)));
            case Free() -> FREE;
        };
    }

    static Map<String, Object> write(Map<String, Constraint> constraints) {
        Map<String, Object> object = new LinkedHashMap<>();
        constraints.forEach((parameter, constraint) -> object.put(parameter, write(constraint)));
        return object;
    }

    private static Money money(StrictObject object) {
        String amount = object.text("max");
        String currency = object.text("currency");
        if (!Money.isCurrency(currency)) {
            throw new InvalidValue("currency", "is not an ISO 4217 code in upper case");
        }
        return Money.parse(amount, currency)
                .orElseThrow(() -> new InvalidValue("max",
                        "is not a decimal string of at most 18 digits that fits the currency"));
    }
}

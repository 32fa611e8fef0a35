package dev.errand.toolscope.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Constraint.Booleans;
import dev.errand.toolscope.Constraint.DecimalRange;
import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Constraint.IntegerRange;
import dev.errand.toolscope.Constraint.ListOf;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Constraint.OneOf;
import dev.errand.toolscope.Constraint.Pattern;
import dev.errand.toolscope.Constraint.Prefix;
import dev.errand.toolscope.Constraint.SameAs;
import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.Numbers;
import dev.errand.toolscope.PlainText;
import dev.errand.toolscope.SessionFact;

/**
 * The forms of constraints: {@code {max, currency}}, {@code {decimal: {min, max}}}, {@code {integer: {min, max}}},
 * {@code {boolean: […]}}, {@code {one_of: […]}} or {@code {exactly: …}}, {@code {prefix}}, {@code {pattern}},
 * {@code {session}}, {@code {items, max_items}} and the word {@code free}. Numbers are decimal strings.
 */
final class ConstraintJson {

    private static final String FREE = "free";
    private static final int MAX_VALUES = 100;

    /** The readers of constraints that limit something, by the member that tells them; the first found is the kind. */
    private static final Map<String, Function<StrictObject, Constraint>> LIMITS = limits();

    private ConstraintJson() {}

    private static Map<String, Function<StrictObject, Constraint>> limits() {
        Map<String, Function<StrictObject, Constraint>> limits = new LinkedHashMap<>();
        limits.put("decimal", object -> object.object("decimal", ConstraintJson::decimal));
        limits.put("integer", object -> object.object("integer", ConstraintJson::integer));
        limits.put("boolean", object -> new Booleans(Set.copyOf(object.list("boolean", 2, ConstraintJson::truth))));
        limits.put("one_of", object -> OneOf.of(object.texts("one_of", MAX_VALUES)));
        limits.put("exactly", object -> exactly(object.text("exactly")));
        limits.put("prefix", object -> new Prefix(object.text("prefix")));
        limits.put("pattern", object -> new Pattern(object.text("pattern")));
        limits.put("session", object -> new SameAs(sessionFact(object)));
        limits.put("items", ConstraintJson::list);
        limits.put("max", object -> new MoneyLimit(money(object)));
        return Collections.unmodifiableMap(limits);
    }

    static Parsed<Money> money(JsonNode node, String path) {
        return StrictObject.read(node, path, ConstraintJson::money);
    }

    /** A constraint that limits something. */
    static Parsed<Constraint> limit(JsonNode node, String path) {
        return StrictObject.read(node, path, ConstraintJson::limit);
    }

    /** Any constraint. */
    static Parsed<Constraint> constraint(JsonNode node, String path) {
        boolean free = node.isString() && FREE.equals(node.stringValue());
        return free ? new Parsed.Value<>(new Free()) : limit(node, path);
    }

    static SessionFact sessionFact(StrictObject object) {
        return SessionFact.parse(object.text("session"))
                .orElseThrow(() -> new InvalidValue("session", "is none of subject and agent"));
    }

    static Map<String, Object> write(Money money) {
        return members("max", money.amountText(), "currency", money.currency());
    }

    static Object write(Constraint constraint) {
        return switch (constraint) {
            case MoneyLimit(Money max) -> write(max);
            case DecimalRange(var min, var max) -> Map.of("decimal", range(min.toPlainString(), max.toPlainString()));
            case IntegerRange(var min, var max) -> Map.of("integer", range(min.toString(), max.toString()));
            case Booleans(var values) -> Map.of("boolean", List.copyOf(values));
            case OneOf(var values) when values.size() == 1 -> Map.of("exactly", values.first());
            case OneOf(var values) -> Map.of("one_of", List.copyOf(values));
            case Prefix(String value) -> Map.of("prefix", value);
            case Pattern(String pattern) -> Map.of("pattern", pattern);
            case SameAs(SessionFact fact) -> Map.of("session", fact.word());
            case ListOf(Constraint items, int maxItems) -> members("items", write(items), "max_items", maxItems);
            case Free() -> FREE;
        };
    }

    static Map<String, Object> write(Map<String, Constraint> constraints) {
        Map<String, Object> object = new LinkedHashMap<>();
        constraints.forEach((parameter, constraint) -> object.put(parameter, write(constraint)));
        return object;
    }

    private static Constraint limit(StrictObject object) {
        return LIMITS.entrySet()
                .stream()
                .filter(kind -> object.has(kind.getKey()))
                .findFirst()
                .map(kind -> kind.getValue().apply(object))
                .orElseThrow(() -> new InvalidValue("", "is no constraint that is known here"));
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

    private static Constraint list(StrictObject object) {
        return new ListOf(object.value("items", ConstraintJson::constraint), object.integer("max_items"));
    }

    private static Constraint exactly(String value) {
        PlainText.require("exactly", value, Identifiers.MAX_LENGTH);
        return OneOf.exactly(value);
    }

    private static DecimalRange decimal(StrictObject range) {
        return new DecimalRange(number(range, "min"), number(range, "max"));
    }

    private static IntegerRange integer(StrictObject range) {
        return new IntegerRange(whole(range, "min"), whole(range, "max"));
    }

    private static BigDecimal number(StrictObject range, String member) {
        return Numbers.parse(range.text(member))
                .orElseThrow(() -> new InvalidValue(member, "is not a decimal string of at most 18 digits"));
    }

    private static BigInteger whole(StrictObject range, String member) {
        BigDecimal number = number(range, member);
        if (number.scale() > 0) {
            throw new InvalidValue(member, "is not a whole number");
        }
        return number.toBigInteger();
    }

    private static Parsed<Boolean> truth(JsonNode node, String path) {
        return node.isBoolean()
                ? new Parsed.Value<>(node.booleanValue())
                : new Parsed.Malformed<>(path, "is neither true nor false");
    }

    private static Map<String, Object> range(String min, String max) {
        return members("min", min, "max", max);
    }

    private static Map<String, Object> members(String one, Object first, String other, Object second) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(one, first);
        object.put(other, second);
        return object;
    }
}

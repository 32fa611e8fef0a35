package dev.errand.toolscope;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Collectors;

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

/** Constraints and facts as people read them. */
final class ConstraintWords {

    private ConstraintWords() {}

    static String of(Constraint constraint) {
        return switch (constraint) {
            case MoneyLimit(Money max) -> "at most " + of(max);
            case DecimalRange(BigDecimal min, BigDecimal max) -> range(min.toPlainString(), max.toPlainString());
            case IntegerRange(BigInteger min, BigInteger max) -> range(min.toString(), max.toString());
            case Booleans(var values) -> values.stream().map(String::valueOf).collect(Collectors.joining(" or "));
            case OneOf(var values) -> values.size() > 1 ? "one of " + String.join(", ", values) : values.first();
            case Prefix(String value) -> "beginning with " + value;
            case Pattern(String pattern) -> "matching " + pattern;
            case SameAs(SessionFact fact) -> "the " + (fact == SessionFact.SUBJECT ? "user" : "agent");
            case ListOf(Constraint items, int maxItems) -> "up to " + maxItems + " values, each " + of(items);
            case Free() -> "anything";
        };
    }

    static String of(Fact fact) {
        return switch (fact) {
            case Fact.MoneyFact(Money money) -> of(money);
            case Fact.TextFact(String text) -> text;
            case Fact.IntegerFact(BigInteger number) -> number.toString();
            case Fact.DecimalFact(BigDecimal number) -> number.toPlainString();
            case Fact.BooleanFact(boolean value) -> String.valueOf(value);
            case Fact.ListFact(var items) -> items.stream()
                    .map(ConstraintWords::of)
                    .collect(Collectors.joining(", ", "[", "]"));
        };
    }

    private static String of(Money money) {
        return money.amountText() + " " + money.currency();
    }

    private static String range(String min, String max) {
        return min.equals(max) ? min : "from " + min + " to " + max;
    }
}

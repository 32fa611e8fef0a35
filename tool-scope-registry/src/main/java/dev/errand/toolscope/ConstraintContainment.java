package dev.errand.toolscope;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.errand.toolscope.Constraint.Booleans;
import dev.errand.toolscope.Constraint.DecimalRange;
import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Constraint.IntegerRange;
import dev.errand.toolscope.Constraint.ListOf;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Fact.BooleanFact;
import dev.errand.toolscope.Fact.DecimalFact;
import dev.errand.toolscope.Fact.IntegerFact;
import dev.errand.toolscope.Fact.ListFact;
import dev.errand.toolscope.Fact.MoneyFact;
import dev.errand.toolscope.Fact.TextFact;

/** Containment between two constraints: exact for every pair of kinds, and each "no" comes with a value. */
final class ConstraintContainment {

    private ConstraintContainment() {}

    /** A value that the inner constraint holds and the outer one does not. */
    static Optional<Gap> gap(Constraint outer, Constraint inner) {
        if (outer instanceof Free) {
            return inner instanceof MoneyLimit ? Gap.notAllowed(sample(inner, Map.of())) : Optional.empty();
        }
        return switch (inner) {
            case MoneyLimit(Money asked) -> outer instanceof MoneyLimit(Money max)
                    ? money(max, asked).map(reason -> new Gap(reason, new MoneyFact(asked), Map.of()))
                    : another(outer, inner);
            case DecimalRange asked -> outer instanceof DecimalRange range ? decimal(range, asked) : another(outer, inner);
            case IntegerRange asked -> outer instanceof IntegerRange range ? integer(range, asked) : another(outer, inner);
            case Booleans asked -> outer instanceof Booleans allowed ? booleans(allowed, asked) : another(outer, inner);
            case ListOf asked -> outer instanceof ListOf allowed ? list(allowed, asked) : another(outer, inner);
            case Free() -> Gap.of(mismatch(outer), new TextFact(TextContainment.outside(outer)));
            default -> texts(outer) ? TextContainment.gap(outer, inner) : another(outer, inner);
        };
    }

    /** Why a constraint does not hold a value; nothing if it does. */
    static Optional<String> reason(Constraint constraint, Fact fact) {
        return switch (fact) {
            case MoneyFact(Money money) when constraint instanceof MoneyLimit(Money max) -> money(max, money);
            case DecimalFact(var number) when constraint instanceof DecimalRange(var min, var max) ->
                range(number, min, max);
            case IntegerFact(var number) when constraint instanceof IntegerRange(var min, var max) ->
                range(number, min, max);
            case ListFact(var items) when constraint instanceof ListOf(Constraint each, int maxItems) ->
                list(each, maxItems, items);
            default -> holds(constraint, fact) ? Optional.empty() : Optional.of(Violation.VALUE_NOT_ALLOWED);
        };
    }

    /** A value that a constraint holds. */
    static Fact sample(Constraint constraint, Map<SessionFact, String> session) {
        return switch (constraint) {
            case MoneyLimit(Money max) -> new MoneyFact(max);
            case DecimalRange(var min, var max) -> new DecimalFact(max);
            case IntegerRange(var min, var max) -> new IntegerFact(max);
            case Booleans(var values) -> new BooleanFact(values.iterator().next());
            case ListOf(Constraint items, int maxItems) -> new ListFact(List.of(sample(items, session)));
            default -> new TextFact(TextContainment.sample(constraint, session));
        };
    }

    private static boolean holds(Constraint constraint, Fact fact) {
        return switch (fact) {
            case TextFact(String text) -> TextContainment.holds(constraint, text);
            case BooleanFact(boolean value) when constraint instanceof Booleans(var values) -> values.contains(value);
            default -> constraint instanceof Free && !(fact instanceof MoneyFact);
        };
    }

    private static boolean texts(Constraint constraint) {
        return switch (constraint) {
            case MoneyLimit money -> false;
            case DecimalRange decimal -> false;
            case IntegerRange integer -> false;
            case Booleans booleans -> false;
            case ListOf list -> false;
            default -> true;
        };
    }

    /** Constraints of two kinds of values have none in common. */
    private static Optional<Gap> another(Constraint outer, Constraint inner) {
        return Gap.of(mismatch(outer), sample(inner, Map.of()));
    }

    private static String mismatch(Constraint outer) {
        return outer instanceof MoneyLimit ? Violation.LIMIT_EXCEEDED : Violation.VALUE_NOT_ALLOWED;
    }

    private static Optional<String> money(Money max, Money asked) {
        if (!max.currency().equals(asked.currency())) {
            return Optional.of(Violation.CURRENCY_MISMATCH);
        }
        return asked.amount().compareTo(max.amount()) > 0 ? Optional.of(Violation.LIMIT_EXCEEDED) : Optional.empty();
    }

    private static Optional<Gap> decimal(DecimalRange outer, DecimalRange inner) {
        return range(inner.max(), outer.min(), outer.max()).flatMap(reason -> Gap.of(reason, new DecimalFact(inner.max())))
                .or(() -> range(inner.min(), outer.min(), outer.max())
                        .flatMap(reason -> Gap.of(reason, new DecimalFact(inner.min()))));
    }

    private static Optional<Gap> integer(IntegerRange outer, IntegerRange inner) {
        return range(inner.max(), outer.min(), outer.max()).flatMap(reason -> Gap.of(reason, new IntegerFact(inner.max())))
                .or(() -> range(inner.min(), outer.min(), outer.max())
                        .flatMap(reason -> Gap.of(reason, new IntegerFact(inner.min()))));
    }

    private static <T extends Comparable<T>> Optional<String> range(T number, T min, T max) {
        if (number.compareTo(max) > 0) {
            return Optional.of(Violation.LIMIT_EXCEEDED);
        }
        return number.compareTo(min) < 0 ? Optional.of(Violation.VALUE_NOT_ALLOWED) : Optional.empty();
    }

    private static Optional<Gap> booleans(Booleans outer, Booleans inner) {
        return inner.values()
                .stream()
                .filter(value -> !outer.values().contains(value))
                .findFirst()
                .flatMap(value -> Gap.notAllowed(new BooleanFact(value)));
    }

    private static Optional<Gap> list(ListOf outer, ListOf inner) {
        Optional<Gap> item = gap(outer.items(), inner.items()).map(gap -> gap.map(value -> new ListFact(List.of(value))));
        if (item.isPresent() || inner.maxItems() <= outer.maxItems()) {
            return item;
        }
        Fact one = sample(inner.items(), Map.of());
        return Gap.of(Violation.LIMIT_EXCEEDED, new ListFact(Collections.nCopies(inner.maxItems(), one)));
    }

    private static Optional<String> list(Constraint each, int maxItems, List<Fact> items) {
        if (items.size() > maxItems) {
            return Optional.of(Violation.LIMIT_EXCEEDED);
        }
        return items.stream().flatMap(item -> reason(each, item).stream()).findFirst();
    }
}

package dev.errand.authz.admin.run.radius;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Money;

/**
 * Money by parameter and currency, the way budgets count it: nothing adds across either. Sums may be larger than any
 * one amount may be.
 *
 * @param of the sums, in the order of parameter and currency
 */
public record Amounts(SortedMap<Unit, BigDecimal> of) {

    /** No money at all. */
    public static final Amounts NONE = new Amounts(new TreeMap<>());

    /** What is added up. */
    public record Unit(String parameter, String currency) implements Comparable<Unit> {

        @Override
        public int compareTo(Unit other) {
            int byParameter = parameter.compareTo(other.parameter);
            return byParameter != 0 ? byParameter : currency.compareTo(other.currency);
        }
    }

    public Amounts {
        of = Collections.unmodifiableSortedMap(new TreeMap<>(of));
    }

    /** What one call may move at most: the most that any action of the authority allows. */
    public static Amounts ofOneCall(Authority authority) {
        SortedMap<Unit, BigDecimal> amounts = new TreeMap<>();
        authority.actions().values().forEach(parameters -> parameters.forEach((parameter, constraint) -> {
            if (constraint instanceof Constraint.MoneyLimit(Money max)) {
                amounts.merge(new Unit(parameter, max.currency()), max.amount(), BigDecimal::max);
            }
        }));
        return new Amounts(amounts);
    }

    /** The totals of a budget. */
    public static Amounts of(Map<String, Money> totals) {
        SortedMap<Unit, BigDecimal> amounts = new TreeMap<>();
        totals.forEach((parameter, total) -> amounts.put(new Unit(parameter, total.currency()), total.amount()));
        return new Amounts(amounts);
    }

    public Amounts plus(Amounts other) {
        return merged(other, BigDecimal::add);
    }

    /** The larger of the two, each for itself. */
    public Amounts max(Amounts other) {
        return merged(other, BigDecimal::max);
    }

    public Amounts times(int calls) {
        SortedMap<Unit, BigDecimal> product = new TreeMap<>(of);
        product.replaceAll((_, amount) -> amount.multiply(BigDecimal.valueOf(calls)));
        return new Amounts(product);
    }

    /** No more of anything than there is of it in the other; what the other lacks is nothing. */
    public Amounts within(Amounts other) {
        SortedMap<Unit, BigDecimal> least = new TreeMap<>(of);
        least.replaceAll((unit, amount) -> amount.min(other.get(unit)));
        return new Amounts(least);
    }

    /** How much of one. */
    public BigDecimal get(Unit unit) {
        return of.getOrDefault(unit, BigDecimal.ZERO);
    }

    private Amounts merged(Amounts other, BinaryOperator<BigDecimal> merge) {
        SortedMap<Unit, BigDecimal> both = new TreeMap<>(of);
        other.of.forEach((unit, amount) -> both.merge(unit, amount, merge));
        return new Amounts(both);
    }
}

package dev.errand.authz.run;

import java.util.HashMap;
import java.util.Map;

import dev.errand.toolscope.Money;

/**
 * What is left of a run's budget.
 *
 * @param calls calls left, 0 or more
 * @param totals what is left of each total
 */
public record BudgetLeft(int calls, Map<String, Money> totals) {

    public BudgetLeft {
        totals = Map.copyOf(totals);
    }

    /** The whole of a budget. */
    public static BudgetLeft of(Budget budget) {
        return new BudgetLeft(budget.maxCalls(), budget.totals());
    }

    /** What is left of two budgets that the same debits are taken out of, where one has every total of the other. */
    BudgetLeft within(BudgetLeft other) {
        Map<String, Money> least = new HashMap<>(totals);
        least.replaceAll((parameter, total) -> {
            Money others = other.totals.get(parameter);
            return others != null && others.amount().compareTo(total.amount()) < 0 ? others : total;
        });
        return new BudgetLeft(Math.min(calls, other.calls), least);
    }

    /** What would be left after a debit that it suffices for. */
    public BudgetLeft after(Debit debit) {
        Map<String, Money> rest = new HashMap<>(totals);
        debit.amounts().forEach((parameter, amount) -> rest.computeIfPresent(parameter,
                (same, total) -> new Money(total.amount().subtract(amount.amount()), total.currency())));
        return new BudgetLeft(calls - debit.calls(), rest);
    }
}

package dev.errand.authz.run;

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
}

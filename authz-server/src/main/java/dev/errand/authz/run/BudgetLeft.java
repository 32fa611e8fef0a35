package dev.errand.authz.run;

import dev.errand.toolscope.Money;
import java.util.Map;

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

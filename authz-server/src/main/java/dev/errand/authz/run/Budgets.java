package dev.errand.authz.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.RunDefault;
import dev.errand.toolscope.ToolScope;

/** Budgets of runs: the scopes' registered defaults, and whether a budget has a total for every amount. */
public final class Budgets {

    private Budgets() {}

    /**
     * The sum of the scopes' registered defaults; nothing if a scope has none, or if two of them count one parameter in
     * different currencies, which do not add.
     */
    public static Optional<Budget> ofDefaults(List<ToolScope> scopes) {
        int calls = 0;
        Map<String, Money> totals = new LinkedHashMap<>();
        for (ToolScope scope : scopes.stream().distinct().toList()) {
            if (scope.runDefault().isEmpty()) {
                return Optional.empty();
            }
            RunDefault one = scope.runDefault().get();
            calls += one.maxCalls();
            for (Map.Entry<String, Money> total : one.totals().entrySet()) {
                Money before = totals.get(total.getKey());
                if (before != null && !before.currency().equals(total.getValue().currency())) {
                    return Optional.empty();
                }
                totals.merge(total.getKey(), total.getValue(), Budgets::sum);
            }
        }
        return Optional.of(new Budget(calls, totals));
    }

    /** The first parameter with an amount in the ceiling that the budget has no total for in that currency. */
    public static Optional<String> unbudgeted(Budget budget, List<CeilingEntry> ceiling) {
        return ceiling.stream().flatMap(entry -> entry.authority().actions().values().stream())
                .flatMap(parameters -> parameters.entrySet().stream())
                .filter(parameter -> parameter.getValue() instanceof Constraint.MoneyLimit(Money max)
                        && !isBudgeted(budget, parameter.getKey(), max))
                .map(Map.Entry::getKey).findFirst();
    }

    /** The first total that no amount in the ceiling draws from; its name would be the agent's own words. */
    public static Optional<String> undrawn(Budget budget, List<CeilingEntry> ceiling) {
        return budget.totals().entrySet().stream().filter(total -> ceiling.stream()
                .flatMap(entry -> entry.authority().actions().values().stream())
                .noneMatch(parameters -> parameters.get(total.getKey()) instanceof Constraint.MoneyLimit(Money max)
                        && max.currency().equals(total.getValue().currency())))
                .map(Map.Entry::getKey).findFirst();
    }

    private static boolean isBudgeted(Budget budget, String parameter, Money max) {
        Money total = budget.totals().get(parameter);
        return total != null && total.currency().equals(max.currency());
    }

    private static Money sum(Money one, Money other) {
        return new Money(one.amount().add(other.amount()), one.currency());
    }
}

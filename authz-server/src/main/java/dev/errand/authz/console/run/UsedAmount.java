package dev.errand.authz.console.run;

import java.util.List;
import java.util.Map;

import dev.errand.authz.run.list.ListedRun;
import dev.errand.toolscope.Money;

/**
 * How much of a total is gone.
 *
 * @param parameter what is added up
 * @param used the part that is gone
 * @param left the part that is left
 * @param max all of it
 * @param currency of all three
 */
public record UsedAmount(String parameter, String used, String left, String max, String currency) {

    /** The totals of a run's budget. */
    static List<UsedAmount> of(ListedRun run) {
        return run.budget().totals().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(total -> of(total.getKey(), total.getValue(),
                        run.left().totals().getOrDefault(total.getKey(), total.getValue())))
                .toList();
    }

    private static UsedAmount of(String parameter, Money max, Money left) {
        Money used = new Money(max.amount().subtract(left.amount()), max.currency());
        return new UsedAmount(parameter, used.amountText(), left.amountText(), max.amountText(), max.currency());
    }
}

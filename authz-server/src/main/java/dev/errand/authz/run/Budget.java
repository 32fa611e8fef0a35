package dev.errand.authz.run;

import java.util.Map;

import dev.errand.toolscope.Money;

/**
 * How much a run may draw in all, over every credential issued from it.
 *
 * @param maxCalls calls, at least 1
 * @param totals the total of each parameter, in one currency each
 */
public record Budget(int maxCalls, Map<String, Money> totals) {

    public Budget {
        if (maxCalls < 1) {
            throw new IllegalArgumentException("a budget allows at least one call");
        }
        totals = Map.copyOf(totals);
    }
}

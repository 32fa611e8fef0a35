package dev.errand.toolscope;

import java.util.Map;

/** The budget that a run gets for a scope where the request for the run names none: calls, and money by parameter. */
public record RunDefault(int maxCalls, Map<String, Money> totals) {

    private static final int MAX_CALLS = 10_000;
    private static final int MAX_TOTALS = 64;

    /**
     * @throws InvalidValue
     *             if the number of calls is not between 1 and 10,000
     */
    public RunDefault {
        if (maxCalls < 1 || maxCalls > MAX_CALLS) {
            throw new InvalidValue("max_calls", "is not between 1 and " + MAX_CALLS);
        }
        totals = Names.byParameter("totals", totals, MAX_TOTALS);
    }
}

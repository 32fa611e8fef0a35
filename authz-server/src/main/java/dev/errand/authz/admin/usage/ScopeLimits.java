package dev.errand.authz.admin.usage;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.errand.toolscope.Constraint.DecimalRange;
import dev.errand.toolscope.Constraint.IntegerRange;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.ToolScope;

/** The limits of a registered scope that have an upper end, by what they limit. */
record ScopeLimits(Map<Key, Range> limits) {

    private static final String NO_CURRENCY = "";

    /** What is limited. */
    record Key(String action, String parameter, String currency) {}

    /**
     * From where to where.
     *
     * @param min below which the upper end cannot go
     */
    record Range(BigDecimal min, BigDecimal max) {}

    static ScopeLimits of(ToolScope scope) {
        Map<Key, Range> limits = new TreeMap<>(java.util.Comparator.comparing(Key::action).thenComparing(Key::parameter)
                .thenComparing(Key::currency));
        scope.actions().forEach(action -> action.parameters().forEach((parameter, constraint) -> {
            switch (constraint) {
                case MoneyLimit(Money max) -> limits.put(new Key(action.name(), parameter, max.currency()),
                        new Range(BigDecimal.ZERO, max.amount()));
                case DecimalRange(var min, var max) ->
                    limits.put(new Key(action.name(), parameter, NO_CURRENCY), new Range(min, max));
                case IntegerRange(var min, var max) -> limits.put(new Key(action.name(), parameter, NO_CURRENCY),
                        new Range(new BigDecimal(min), new BigDecimal(max)));
                default -> {}
            }
        }));
        return new ScopeLimits(limits);
    }

    Optional<BigDecimal> max(String action, String parameter, String currency) {
        return Optional.ofNullable(limits.get(new Key(action, parameter, currency))).map(Range::max);
    }
}

package dev.errand.toolscope;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Constraint.OneOf;
import dev.errand.toolscope.Identifiers.Exactly;
import dev.errand.toolscope.Identifiers.Matching;

/** A scope for refunds and what the tests make of it. */
public final class Authorities {

    public static final ScopeName REFUNDS = new ScopeName("write:refunds-under-50");
    public static final String TOOL = "https://refunds.example";

    private Authorities() {}

    public static ToolScope refunds() {
        return new ToolScope(REFUNDS, ToolScope.UNREGISTERED, TOOL, "Refund up to 50.00 USD on one order", Effect.WRITE,
                Duration.ofMinutes(1), 1, Set.of("money"), Optional.of(new Matching("order-[0-9]{1,10}")),
                List.of(new ToolAction("create-refund",
                        Map.of("amount", usd("50.00"), "reason", oneOf("damaged", "late"), "note", new Free()))),
                Optional.of(new RunDefault(3, Map.of("amount", money("50.00", "USD")))));
    }

    public static Authority registered() {
        return refunds().authority();
    }

    public static Authority granted() {
        return with(Map.of("amount", usd("20.00"), "reason", oneOf("late"), "note", new Free()));
    }

    /** The grant with other constraints. */
    public static Authority with(Map<String, Constraint> parameters) {
        return new Authority(REFUNDS, TOOL, Optional.of(new Exactly("order-12345")), Map.of("create-refund", parameters));
    }

    public static Money money(String amount, String currency) {
        return Money.parse(amount, currency).orElseThrow();
    }

    public static MoneyLimit usd(String amount) {
        return new MoneyLimit(money(amount, "USD"));
    }

    public static OneOf oneOf(String... values) {
        return new OneOf(new TreeSet<>(Set.of(values)));
    }
}

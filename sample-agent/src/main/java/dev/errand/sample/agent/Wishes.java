package dev.errand.sample.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.errand.sample.agent.oauth.CallDetails;
import dev.errand.sample.agent.oauth.Limit;
import dev.errand.sample.agent.oauth.RunDetails;
import dev.errand.sample.agent.oauth.RunDetails.Budget;
import dev.errand.sample.agent.oauth.RunDetails.Part;
import dev.errand.sample.agent.tool.Tool;

/** What the agent of the demo asks for: a run for one order, and credentials for calls on it. */
final class Wishes {

    static final String ORDER = "order-12345";
    static final String OTHER_ORDER = "order-12346";
    /** The most that one refund may be, as registered and as the user allows. */
    static final Limit MOST = Limit.usd("50.00");

    static final String READ = "read:orders";
    static final String REFUND = "write:refunds-under-50";

    private static final String AMOUNT = "amount";

    private Wishes() {}

    /** A run for one order, its budget large enough for every allowed call of the demo. */
    static RunDetails run() {
        return new RunDetails("Refund order 12345", Duration.ofMinutes(15),
                List.of(new Part(READ, ORDER, Map.of()), new Part(REFUND, ORDER, Map.of(AMOUNT, MOST))),
                new Budget(20, Map.of(AMOUNT, Limit.usd("100.00"))));
    }

    static CallDetails readOrder(Tool orders) {
        return new CallDetails(READ, orders.resource(), "read-order", ORDER, Map.of());
    }

    static CallDetails refund(Tool refunds, Limit most) {
        return new CallDetails(REFUND, refunds.resource(), "create-refund", ORDER, Map.of(AMOUNT, most));
    }

}

package dev.errand.authz.admin.usage;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;

/** What could be less than it is. */
public sealed interface Proposal {

    /** All that is granted is used. */
    record Nothing() implements Proposal {}

    /**
     * The scope could allow less, and everything that anybody was granted would still have been.
     *
     * @param limits smaller limits
     * @param maxUses fewer uses of a credential, if that is possible
     */
    record Tighten(List<NewLimit> limits, OptionalInt maxUses) implements Proposal {

        public Tighten {
            limits = List.copyOf(limits);
        }
    }

    /**
     * One smaller limit.
     *
     * @param currency empty for what is no money
     * @param now what the scope allows
     * @param proposed what would have been enough
     */
    record NewLimit(String action, String parameter, String currency, BigDecimal now, BigDecimal proposed) {}

    /**
     * The agent did not use it.
     *
     * @param byAnyone whether somebody else did, so that it can be taken from this agent but not be retired
     */
    record Unused(boolean byAnyone) implements Proposal {}

    /** The agent did not use it, and can do so no more: it is not allowed to, or the scope is not in force. */
    record Gone() implements Proposal {}
}

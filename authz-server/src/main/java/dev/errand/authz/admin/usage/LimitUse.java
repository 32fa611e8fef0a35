package dev.errand.authz.admin.usage;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * One limit: what was asked for against what the scope allows.
 *
 * @param currency empty for what is no money
 * @param largest the largest value of the agent's credentials
 * @param registered what the scope allows now; empty if it has no such limit, or one in another currency
 */
public record LimitUse(String action, String parameter, String currency, BigDecimal largest,
        Optional<BigDecimal> registered) {}

package dev.errand.authz.ledger.usage;

import java.math.BigDecimal;

/**
 * The largest value of a limited parameter that any credential for a scope allowed.
 *
 * @param agent whose credentials; empty for those of everybody
 * @param currency empty for what is no money
 */
public record Largest(String agent, String scope, String action, String parameter, String currency, BigDecimal largest) {}

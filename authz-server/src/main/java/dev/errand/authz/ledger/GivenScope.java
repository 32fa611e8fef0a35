package dev.errand.authz.ledger;

/**
 * A scope that was given to an agent.
 *
 * @param scope its name
 * @param version its version in force at issuance
 */
public record GivenScope(String scope, int version) {}

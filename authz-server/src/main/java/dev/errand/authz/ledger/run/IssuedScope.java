package dev.errand.authz.ledger.run;

import org.jspecify.annotations.Nullable;

/**
 * One scope of a credential.
 *
 * @param scope its name
 * @param version its version in force at issuance
 * @param details the granted {@code authorization_details} of this scope, JSON
 */
public record IssuedScope(String scope, @Nullable Integer version, @Nullable String details) {}

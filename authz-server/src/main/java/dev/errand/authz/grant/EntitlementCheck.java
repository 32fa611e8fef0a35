package dev.errand.authz.grant;

/** The outcome of the checks common to all grants. */
public sealed interface EntitlementCheck {

    /** The caller is entitled. */
    record Entitled(Entitlement entitlement) implements EntitlementCheck {}

    /** The caller is not. */
    record NotEntitled(GrantRefusal refusal) implements EntitlementCheck {}
}

package dev.errand.authz.decision;

import java.util.Optional;

/** The scope is registered and not retired. */
final class ScopeIsActive implements Rule {

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        if (facts.active().isPresent()) {
            return Optional.empty();
        }
        boolean known = facts.given().registered().scopeKnown();
        return Optional.of(new Decision.Deny(known ? DenyReason.SCOPE_RETIRED : DenyReason.SCOPE_UNKNOWN, "scope"));
    }
}

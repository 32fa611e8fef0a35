package dev.errand.authz.decision;

import java.util.Optional;

/** The scope is registered and not retired. */
final class ScopeIsActive implements ScopeRule {

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        if (scope.active().isPresent()) {
            return Optional.empty();
        }
        DenyReason reason = scope.known() ? DenyReason.SCOPE_RETIRED : DenyReason.SCOPE_UNKNOWN;
        return Optional.of(new Decision.Deny(reason, "scope"));
    }
}

package dev.errand.authz.decision;

import java.util.Optional;

/** The agent's registration lists the scope. */
final class AgentMayUseScope implements ScopeRule {

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        boolean allowed = scope.given().agent().agent().allowedScopes().contains(scope.request().scope().value());
        return allowed ? Optional.empty() : Optional.of(new Decision.Deny(DenyReason.SCOPE_NOT_ALLOWED, "scope"));
    }
}

package dev.errand.authz.decision;

import java.util.Optional;

/** The agent's registration lists the scope. */
final class AgentMayUseScope implements Rule {

    @Override
    public Optional<Decision.Deny> judge(CredentialFacts facts) {
        boolean allowed = facts.given().agent().agent().allowedScopes().contains(facts.request().scope().value());
        return allowed ? Optional.empty() : Optional.of(new Decision.Deny(DenyReason.SCOPE_NOT_ALLOWED, "scope"));
    }
}

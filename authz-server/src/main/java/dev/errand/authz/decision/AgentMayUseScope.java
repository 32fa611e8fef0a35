package dev.errand.authz.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.errand.authz.agent.Agent;

/** The agent's registration lists the scope. */
final class AgentMayUseScope implements ScopeRule {

    @Override
    public String word() {
        return "agent_may_use_scope";
    }

    @Override
    public Optional<Decision.Deny> judge(ScopeFacts scope) {
        boolean allowed = scope.given().agent().allowedScopes().contains(scope.request().scope().value());
        return allowed ? Optional.empty() : Optional.of(new Decision.Deny(DenyReason.SCOPE_NOT_ALLOWED, "scope"));
    }

    @Override
    public List<Sight> saw(ScopeFacts scope) {
        Agent agent = scope.given().agent();
        return List.of(new Sight("agent", agent.clientId()),
                Sight.of("allowed_scopes", Optional.of(agent.allowedScopes()).filter(scopes -> !scopes.isEmpty())
                        .map(scopes -> scopes.stream().sorted().collect(Collectors.joining(", ")))));
    }
}

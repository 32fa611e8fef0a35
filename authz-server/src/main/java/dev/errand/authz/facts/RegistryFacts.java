package dev.errand.authz.facts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.stereotype.Component;

import dev.errand.authz.decision.Mandate;
import dev.errand.authz.decision.Registered;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.run.AgentInSession;
import dev.errand.authz.run.CeilingEntry;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * Reads what the registry says about a request for a credential. Every read is by key, so that it costs the same
 * whatever else is registered; a request for one scope makes three of them.
 */
@Component
public final class RegistryFacts {

    private final ToolScopes registry;
    private final Holdings holdings;
    private final AgentInSession agentInSession;

    RegistryFacts(ToolScopes registry, Holdings holdings, AgentInSession agentInSession) {
        this.registry = registry;
        this.holdings = holdings;
        this.agentInSession = agentInSession;
    }

    /**
     * For who issues, and holds the run's lock. What is read stays so until the caller's transaction ends: who retires or
     * changes it waits for that, and two exchanges of one agent in one session cannot both look at what it holds before
     * either is recorded.
     */
    public Registered toIssue(CredentialRequest asked, Mandate mandate, String clientId) {
        registry.hold(asked.scopes());
        return read(asked, mandate, clientId, () -> agentInSession.lock(mandate.sid(), clientId));
    }

    /** For who only asks, and so holds nothing that anybody could wait for. */
    public Registered toAsk(CredentialRequest asked, Mandate mandate, String clientId) {
        return read(asked, mandate, clientId, () -> {});
    }

    private Registered read(CredentialRequest asked, Mandate mandate, String clientId, Runnable beforeHoldings) {
        Map<ScopeName, Registered.Scope> scopes = new TreeMap<>();
        asked.scopes().forEach(scope -> scopes.put(scope, scope(scope, mandate)));
        List<ToolScope> active = scopes.values().stream().flatMap(scope -> scope.active().stream()).toList();
        boolean toolKnown = active.stream().anyMatch(scope -> scope.tool().equals(asked.resource()))
                || registry.tool(asked.resource()).isPresent();
        return new Registered(toolKnown, scopes,
                asked.composed() ? registry.composition(asked.scopes()) : Optional.empty(),
                holdings.about(active, mandate.sid(), clientId, beforeHoldings));
    }

    /** One read where the run pins the version that is active still. */
    private Registered.Scope scope(ScopeName name, Mandate mandate) {
        Optional<ToolScope> active = registry.active(name);
        Map<Integer, ToolScope> pinned = new HashMap<>();
        mandate.ceiling().stream().filter(entry -> entry.authority().scope().equals(name))
                .map(CeilingEntry::pinnedVersion).distinct()
                .forEach(version -> pinned.put(version, active.filter(now -> now.version() == version)
                        .or(() -> registry.version(name, version)).orElseThrow()));
        return new Registered.Scope(active.isPresent() || registry.known(name), active, pinned);
    }
}

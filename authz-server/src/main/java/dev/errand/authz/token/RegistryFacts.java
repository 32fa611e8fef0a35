package dev.errand.authz.token;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.errand.authz.decision.Registered;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.ledger.GivenScope;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.run.AgentInSession;
import dev.errand.authz.run.CeilingEntry;
import dev.errand.authz.run.Run;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.HeldScope;
import dev.errand.toolscope.composition.NeverTogether;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * Reads what the registry says about a request for a credential. Every read is by key, so that it costs the same
 * whatever else is registered; a request for one scope makes three of them. What is read stays so until the issuance
 * commits: who retires or changes it waits for that.
 */
@Component
final class RegistryFacts {

    private final ToolScopes registry;
    private final Ledger ledger;
    private final AgentInSession agentInSession;

    RegistryFacts(ToolScopes registry, Ledger ledger, AgentInSession agentInSession) {
        this.registry = registry;
        this.ledger = ledger;
        this.agentInSession = agentInSession;
    }

    /** The caller holds the run's lock. */
    Registered about(CredentialRequest asked, Run run) {
        registry.hold(asked.scopes());
        Map<ScopeName, Registered.Scope> scopes = new TreeMap<>();
        asked.scopes().forEach(scope -> scopes.put(scope, scope(scope, run)));
        List<ToolScope> active = scopes.values().stream().flatMap(scope -> scope.active().stream()).toList();
        boolean toolKnown = active.stream().anyMatch(scope -> scope.tool().equals(asked.resource()))
                || registry.tool(asked.resource()).isPresent();
        return new Registered(toolKnown, scopes,
                asked.composed() ? registry.composition(asked.scopes()) : Optional.empty(), holdings(active, run));
    }

    /** One read where the run pins the version that is active still. */
    private Registered.Scope scope(ScopeName name, Run run) {
        Optional<ToolScope> active = registry.active(name);
        Map<Integer, ToolScope> pinned = new HashMap<>();
        run.terms().ceiling().stream().filter(entry -> entry.authority().scope().equals(name))
                .map(CeilingEntry::pinnedVersion).distinct()
                .forEach(version -> pinned.put(version, active.filter(now -> now.version() == version)
                        .or(() -> registry.version(name, version)).orElseThrow()));
        return new Registered.Scope(active.isPresent() || registry.known(name), active, pinned);
    }

    /** Two exchanges of one agent in one session cannot both look before either is recorded. */
    private Registered.Holdings holdings(List<ToolScope> asked, Run run) {
        List<NeverTogether> rules = registry.neverTogether(asked.stream().map(ToolScope::name).toList(),
                asked.stream().map(ToolScope::labels).flatMap(Collection::stream).collect(Collectors.toSet()));
        if (rules.isEmpty()) {
            return Registered.Holdings.UNRULED;
        }
        agentInSession.lock(run.sid(), run.clientId());
        return new Registered.Holdings(rules,
                ledger.given(run.sid(), run.clientId()).stream().map(this::held).toList());
    }

    /** With the labels that it had when it was given, and with those that it has now. */
    private HeldScope held(GivenScope given) {
        ScopeName name = new ScopeName(given.scope());
        Set<String> labels = Stream.of(registry.version(name, given.version()), registry.active(name))
                .flatMap(Optional::stream).map(ToolScope::labels).flatMap(Collection::stream)
                .collect(Collectors.toCollection(TreeSet::new));
        return new HeldScope(name, labels);
    }
}

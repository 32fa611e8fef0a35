package dev.errand.authz.facts;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.errand.authz.decision.Registered;
import dev.errand.authz.ledger.GivenScope;
import dev.errand.authz.ledger.Ledger;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.HeldScope;
import dev.errand.toolscope.composition.NeverTogether;
import dev.errand.toolscope.registry.ToolScopes;

/** Reads what an agent was given in a session, where some rule is about that. */
@Component
final class Holdings {

    private final ToolScopes registry;
    private final Ledger ledger;

    Holdings(ToolScopes registry, Ledger ledger) {
        this.registry = registry;
        this.ledger = ledger;
    }

    /** @param before what is done before the ledger is read, and only if it is */
    Registered.Holdings about(List<ToolScope> asked, String sid, String clientId, Runnable before) {
        List<NeverTogether> rules = registry.neverTogether(asked.stream().map(ToolScope::name).toList(),
                asked.stream().map(ToolScope::labels).flatMap(Collection::stream).collect(Collectors.toSet()));
        if (rules.isEmpty()) {
            return Registered.Holdings.UNRULED;
        }
        before.run();
        return new Registered.Holdings(rules, ledger.given(sid, clientId).stream().map(this::held).toList());
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

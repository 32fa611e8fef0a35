package dev.errand.authz.admin.agent;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.errand.toolscope.registry.EntryFilter;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.RegistryLists;
import dev.errand.toolscope.registry.VersionState;

/** The scopes that an agent may be allowed, to choose from. Thread-safe. */
@Component
public final class ScopeChoices {

    private final RegistryLists registry;

    ScopeChoices(RegistryLists registry) {
        this.registry = registry;
    }

    /** Names with this in them, in their order and not among those chosen already. */
    public List<String> find(String part, Set<String> chosen, int limit) {
        EntryFilter filter = new EntryFilter(EntryKind.SCOPE, Optional.of(part.strip()).filter(text -> !text.isEmpty()),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(VersionState.ACTIVE));
        return registry.entries(filter, "", limit + chosen.size()).stream().map(entry -> entry.name().name())
                .filter(name -> !chosen.contains(name)).limit(limit).toList();
    }
}

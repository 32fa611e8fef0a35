package dev.errand.authz.admin.entry;

import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agents;
import dev.errand.authz.ledger.search.LedgerSearch;
import dev.errand.toolscope.registry.EntryFilter;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.RegistryLists;
import dev.errand.toolscope.registry.VersionState;

/**
 * How far a server has come: a tool, then a scope of it in force, then an agent that may ask for it, then a call.
 * Thread-safe.
 */
@Component
public final class FirstSteps {

    private final RegistryLists lists;
    private final Agents agents;
    private final LedgerSearch ledger;

    FirstSteps(RegistryLists lists, Agents agents, LedgerSearch ledger) {
        this.lists = lists;
        this.agents = agents;
        this.ledger = ledger;
    }

    /**
     * What there is.
     *
     * @param tool a tool's resource indicator
     * @param scope the name of a scope in force
     * @param agent whether an agent is registered
     * @param credential whether a credential was ever issued
     */
    public record Taken(Optional<String> tool, Optional<String> scope, boolean agent, boolean credential) {

        /** The first step that is not taken: {@code tool}, {@code scope}, {@code agent} or {@code call}; empty after all. */
        public String next() {
            if (tool.isEmpty()) {
                return "tool";
            }
            if (scope.isEmpty()) {
                return "scope";
            }
            return agent ? credential ? "" : "call" : "agent";
        }
    }

    /** What there is now; as quick as a look at four rows. */
    public Taken taken() {
        EntryFilter inForce = new EntryFilter(EntryKind.SCOPE, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.of(VersionState.ACTIVE));
        return new Taken(lists.tools("", 1).stream().map(listed -> listed.tool().resource()).findFirst(),
                lists.entries(inForce, "", 1).stream().map(entry -> entry.name().name()).findFirst(),
                !agents.list("", true, 1).isEmpty(), ledger.hasCredential());
    }
}

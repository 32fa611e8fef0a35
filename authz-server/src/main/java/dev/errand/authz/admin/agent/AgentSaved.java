package dev.errand.authz.admin.agent;

import java.util.Optional;

import dev.errand.authz.agent.AgentEntry;

/** What became of a registration that was to be saved. */
public sealed interface AgentSaved {

    /** It is saved. */
    record Done(AgentEntry entry, boolean created) implements AgentSaved {}

    /** It is not what the caller has seen; this is what stands now, if there is one. */
    record Stale(Optional<AgentEntry> now) implements AgentSaved {}

    /** The caller would have given itself a role. */
    record OwnRole() implements AgentSaved {}
}

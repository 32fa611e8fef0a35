package dev.errand.authz.admin.agent;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.errand.authz.admin.Administrator;
import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.EntityTag;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.Precondition;
import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.AgentChange;
import dev.errand.authz.agent.AgentEntry;
import dev.errand.authz.agent.AgentFilter;
import dev.errand.authz.agent.AgentRegistrations;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.agent.ClientRole;
import dev.errand.authz.run.Runs;
import dev.errand.dpop.JwkThumbprint;

/** What those who administer do with agents and administrative clients, from the API and from pages. Thread-safe. */
@Component
public final class AgentAdministration {

    private final Agents agents;
    private final AgentRegistrations registrations;
    private final Runs runs;

    AgentAdministration(Agents agents, AgentRegistrations registrations, Runs runs) {
        this.agents = agents;
        this.registrations = registrations;
        this.runs = runs;
    }

    /** A page of registrations in the order of their ids. */
    public Page<AgentEntry> list(AgentFilter filter, PageRequest page) {
        String after = page.after().map(cursor -> cursor.part(0)).orElse("");
        return Page.of(registrations.list(filter, after, page.limit() + 1), page.limit(),
                entry -> Cursor.of(entry.agent().clientId()));
    }

    /** The registration of this {@code client_id}. */
    public Optional<AgentEntry> find(String clientId) {
        return registrations.find(clientId);
    }

    /** What names the state of a registration. */
    public static EntityTag tag(AgentEntry entry) {
        return new EntityTag(Integer.toString(entry.revision()));
    }

    /** Registers a client, or changes its registration to this, if what is there is what the caller has seen. */
    public AgentSaved save(Agent agent, Precondition seen, Administrator by) {
        Optional<AgentEntry> now = registrations.find(agent.clientId());
        if (!seen.met(now.map(AgentAdministration::tag))) {
            return new AgentSaved.Stale(now);
        }
        if (agent.clientId().equals(by.name()) && gains(now, agent)) {
            return new AgentSaved.OwnRole();
        }
        return now.map(before -> change(agent, before, by)).orElseGet(() -> register(agent, by));
    }

    private static boolean gains(Optional<AgentEntry> before, Agent after) {
        Set<ClientRole> had = before.map(entry -> entry.agent().roles()).orElse(Set.of());
        return !had.containsAll(after.roles());
    }

    private AgentSaved register(Agent agent, Administrator by) {
        boolean made = agents.registerIfAbsent(agent, by.name());
        Optional<AgentEntry> now = registrations.find(agent.clientId());
        return made ? new AgentSaved.Done(now.orElseThrow(), true) : new AgentSaved.Stale(now);
    }

    private AgentSaved change(Agent agent, AgentEntry before, Administrator by) {
        return switch (registrations.change(agent, before.revision(), by.name())) {
            case AgentChange.Done(AgentEntry entry) -> new AgentSaved.Done(entry, false);
            case AgentChange.Stale(AgentEntry entry) -> new AgentSaved.Stale(Optional.of(entry));
            case AgentChange.Unknown gone -> new AgentSaved.Stale(Optional.empty());
        };
    }

    /**
     * Enables or disables a client; disabling ends its runs at once.
     *
     * @return the registration from now on; empty if there is no such client
     */
    public Optional<AgentEntry> enable(String clientId, boolean enabled, Administrator by) {
        return registrations.enable(clientId, enabled, by.name());
    }

    /** What would end with this agent or one of its keys. */
    public AgentImpact impact(Agent agent) {
        String id = agent.clientId();
        List<AgentImpact.KeyImpact> keys = agent.jwks().getKeys().stream().map(key -> AgentImpact.KeyImpact.of(key,
                runs.countLiveOpenedBy(id, JwkThumbprint.of(key), AgentImpact.AT_MOST))).toList();
        return new AgentImpact(runs.countLiveOfAgent(id, AgentImpact.AT_MOST), keys);
    }
}

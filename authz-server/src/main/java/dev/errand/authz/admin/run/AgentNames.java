package dev.errand.authz.admin.run;

import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;

/** What agents are called, for people who know them by name only. Thread-safe. */
@Component
public final class AgentNames {

    private final Agents agents;

    AgentNames(Agents agents) {
        this.agents = agents;
    }

    /** The registered name; the {@code client_id} if there is none any more. */
    public String of(String clientId) {
        return agents.find(clientId).map(Agent::name).orElse(clientId);
    }
}

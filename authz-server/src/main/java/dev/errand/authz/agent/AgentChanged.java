package dev.errand.authz.agent;

import java.util.Set;

/**
 * Published when an agent's registration changes, inside the transaction that changes it: what a listener writes
 * commits with the change, and a listener that throws undoes it.
 *
 * @param clientId the agent
 * @param enabled whether it may do anything from now on
 * @param keyThumbprints the thumbprints (RFC 7638, SHA-256) of the keys that it has from now on
 */
public record AgentChanged(String clientId, boolean enabled, Set<String> keyThumbprints) {

    public AgentChanged {
        keyThumbprints = Set.copyOf(keyThumbprints);
    }

    static AgentChanged to(Agent agent) {
        return new AgentChanged(agent.clientId(), agent.enabled(), agent.keyThumbprints());
    }
}

package dev.errand.authz.agent;

import java.util.Set;

/**
 * Published when an agent's registration changes, inside the transaction that changes it: what a listener writes
 * commits with the change, and a listener that throws undoes it.
 *
 * @param clientId the agent
 * @param enabled whether it may do anything from now on
 * @param keyThumbprints the thumbprints (RFC 7638, SHA-256) of the keys that it has from now on
 * @param keyRemoved whether it had a key before that it has no more
 */
public record AgentChanged(String clientId, boolean enabled, Set<String> keyThumbprints, boolean keyRemoved) {

    public AgentChanged {
        keyThumbprints = Set.copyOf(keyThumbprints);
    }

    static AgentChanged between(Agent before, Agent after) {
        return new AgentChanged(after.clientId(), after.enabled(), after.keyThumbprints(),
                !after.keyThumbprints().containsAll(before.keyThumbprints()));
    }
}

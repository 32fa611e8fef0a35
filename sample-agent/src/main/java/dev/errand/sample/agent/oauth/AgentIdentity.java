package dev.errand.sample.agent.oauth;

import com.nimbusds.jose.jwk.ECKey;

/**
 * Who the agent is at the authorization server.
 *
 * @param clientId its client identifier
 * @param key the private key that signs its client assertions (RFC 7523)
 * @param redirectUri where authorization responses go
 */
public record AgentIdentity(String clientId, ECKey key, String redirectUri) {

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "AgentIdentity[" + clientId + "]";
    }

}

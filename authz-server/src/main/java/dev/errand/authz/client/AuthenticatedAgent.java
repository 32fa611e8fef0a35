package dev.errand.authz.client;

import java.util.Optional;

import dev.errand.authz.agent.Agent;

/**
 * The agent that the caller is, as registered. Only {@link ClientAuthenticator} makes it. Immutable.
 */
public final class AuthenticatedAgent {

    private final Agent agent;
    private final Means means;
    private final Optional<String> assertionKey;
    private final Optional<String> runId;

    /** By what the agent authenticated. */
    public enum Means {
        /** {@code private_key_jwt} (RFC 7523). */
        ASSERTION,
        /** A public client's {@code client_id}. */
        PUBLIC,
        /** A proof by the key of the run that the grant names. */
        RUN_KEY
    }

    private AuthenticatedAgent(Agent agent, Means means, Optional<String> assertionKey, Optional<String> runId) {
        this.agent = agent;
        this.means = means;
        this.assertionKey = assertionKey;
        this.runId = runId;
    }

    static AuthenticatedAgent byAssertion(Agent agent, String keyThumbprint) {
        return new AuthenticatedAgent(agent, Means.ASSERTION, Optional.of(keyThumbprint), Optional.empty());
    }

    static AuthenticatedAgent asPublicClient(Agent agent) {
        return new AuthenticatedAgent(agent, Means.PUBLIC, Optional.empty(), Optional.empty());
    }

    static AuthenticatedAgent byRunKey(Agent agent, String runId) {
        return new AuthenticatedAgent(agent, Means.RUN_KEY, Optional.empty(), Optional.of(runId));
    }

    /** The registration. */
    public Agent agent() {
        return agent;
    }

    /** The client id. */
    public String clientId() {
        return agent.clientId();
    }

    /** By what the agent authenticated. */
    public Means means() {
        return means;
    }

    /** Thumbprint of the registered JWK that signed the assertion, if there was one. */
    public Optional<String> assertionKey() {
        return assertionKey;
    }

    /** The run whose key authenticated the agent, if it was one. */
    public Optional<String> runId() {
        return runId;
    }
}

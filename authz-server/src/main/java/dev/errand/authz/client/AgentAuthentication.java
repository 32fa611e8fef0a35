package dev.errand.authz.client;

import java.io.Serial;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.proof.VerifiedProof;

/** What the client-authentication filter leaves for the endpoint behind it: the agent, its proof and its form. */
public final class AgentAuthentication extends AbstractAuthenticationToken {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient AuthenticatedAgent agent;
    private final transient EndpointForm form;
    private final transient @Nullable VerifiedProof proof;
    private final String requestId;

    /** Carries the results of the steps; their types are what vouches for them. */
    public AgentAuthentication(AuthenticatedAgent agent, EndpointForm form, @Nullable VerifiedProof proof,
            String requestId) {
        super(List.of());
        this.agent = agent;
        this.form = form;
        this.proof = proof;
        this.requestId = requestId;
        setAuthenticated(true);
    }

    /** The agent. */
    public AuthenticatedAgent agent() {
        return agent;
    }

    /** The request's form. */
    public EndpointForm form() {
        return form;
    }

    /** The request's proof; null only at PAR with {@code dpop_jkt}. */
    public @Nullable VerifiedProof proof() {
        return proof;
    }

    /** The request's id in the ledger. */
    public String requestId() {
        return requestId;
    }

    @Override
    public Object getPrincipal() {
        return agent.clientId();
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}

package dev.errand.authz.token;

import java.io.Serial;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.proof.VerifiedProof;

/** A request to an OAuth endpoint whose form and proof are good and whose client is not yet known. */
final class ClientAuthenticationRequest extends AbstractAuthenticationToken {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient EndpointForm form;
    private final transient @Nullable VerifiedProof proof;
    private final boolean otherMethod;
    private final String endpoint;
    private final String requestId;

    ClientAuthenticationRequest(EndpointForm form, @Nullable VerifiedProof proof, boolean otherMethod, String endpoint,
            String requestId) {
        super(List.of());
        this.form = form;
        this.proof = proof;
        this.otherMethod = otherMethod;
        this.endpoint = endpoint;
        this.requestId = requestId;
    }

    EndpointForm form() {
        return form;
    }

    @Nullable
    VerifiedProof proof() {
        return proof;
    }

    boolean otherMethod() {
        return otherMethod;
    }

    String endpoint() {
        return endpoint;
    }

    String requestId() {
        return requestId;
    }

    @Override
    public Object getPrincipal() {
        return "unauthenticated client";
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}

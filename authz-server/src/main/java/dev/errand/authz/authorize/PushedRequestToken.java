package dev.errand.authz.authorize;

import java.io.Serial;
import java.util.List;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A request that was pushed and stored, on its way to the answer. */
final class PushedRequestToken extends AbstractAuthenticationToken {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String requestUri;

    PushedRequestToken(String requestUri) {
        super(List.of());
        this.requestUri = requestUri;
    }

    String requestUri() {
        return requestUri;
    }

    @Override
    public Object getPrincipal() {
        return "pushed request";
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}

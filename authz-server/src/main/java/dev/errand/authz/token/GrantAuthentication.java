package dev.errand.authz.token;

import java.io.Serial;
import java.util.List;

import org.springframework.security.authentication.AbstractAuthenticationToken;

import dev.errand.authz.client.AgentAuthentication;

/** A grant of one type, shown by an authenticated agent. */
final class GrantAuthentication extends AbstractAuthenticationToken {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String grantType;
    private final AgentAuthentication caller;

    GrantAuthentication(String grantType, AgentAuthentication caller) {
        super(List.of());
        this.grantType = grantType;
        this.caller = caller;
    }

    String grantType() {
        return grantType;
    }

    AgentAuthentication caller() {
        return caller;
    }

    @Override
    public Object getPrincipal() {
        return caller.getPrincipal();
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}

package dev.errand.authz.client;

import java.io.Serial;
import java.util.List;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * A caller of the revocation endpoint whose token names no run. It is nobody in particular, and is told that the token
 * is gone, which is true (RFC 7009 §2.2).
 */
public final class NothingToRevoke extends AbstractAuthenticationToken {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Stands for no client at all. */
    public NothingToRevoke() {
        super(List.of());
        setAuthenticated(true);
    }

    @Override
    public Object getPrincipal() {
        return "nobody";
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}

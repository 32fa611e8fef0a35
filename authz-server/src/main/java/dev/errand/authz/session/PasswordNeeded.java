package dev.errand.authz.session;

import java.io.Serial;

import org.springframework.security.authentication.InsufficientAuthenticationException;

/**
 * Whoever is logged in has to choose a password first: the browser is sent to where that is done, and from there to what it
 * came for.
 */
public final class PasswordNeeded extends InsufficientAuthenticationException {

    @Serial
    private static final long serialVersionUID = 1L;

    public PasswordNeeded() {
        super("choose a password first");
    }
}

package dev.errand.authz.admin;

import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import dev.errand.authz.session.SessionAuthentication;
import dev.errand.authz.user.Role;

/** Lets a logged-in browser's user with one of these roles through: no other kind of authentication has a role here. */
final class SessionRole implements AuthorizationManager<RequestAuthorizationContext> {

    private final Set<Role> roles;

    SessionRole(Role... roles) {
        this.roles = Set.of(roles);
    }

    @Override
    public AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> authentication,
            RequestAuthorizationContext request) {
        return new AuthorizationDecision(authentication.get() instanceof SessionAuthentication login
                && login.user().roles().stream().anyMatch(roles::contains));
    }
}

package dev.errand.authz.admin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.agent.ClientRole;
import dev.errand.authz.session.SessionAuthentication;
import dev.errand.authz.user.Role;

/**
 * Tells who administers. A token says only which client it was issued to: its roles are those of the registration at
 * the time of the request, so that a client that is disabled or loses a role does so at once.
 */
@Component
public final class Administrators {

    private final Agents agents;

    Administrators(Agents agents) {
        this.agents = agents;
    }

    /** The caller, if it is one that this API knows. */
    public Optional<Administrator> of(@Nullable Authentication authentication) {
        if (authentication instanceof SessionAuthentication login) {
            return Optional.of(new Administrator(login.user().subject(), login.user().roles()));
        }
        return authentication != null && authentication.getPrincipal() instanceof Jwt token ? of(token) : Optional.empty();
    }

    private Optional<Administrator> of(Jwt token) {
        return "admin".equals(token.getClaimAsString("token_use"))
                ? agents.find(String.valueOf(token.getClaimAsString("client_id"))).filter(Agent::enabled)
                        .filter(Agent::administers).map(client -> new Administrator(client.clientId(), roles(client)))
                : Optional.empty();
    }

    private static Set<Role> roles(Agent client) {
        return client.roles().stream().map(Administrators::role).collect(Collectors.toUnmodifiableSet());
    }

    private static Role role(ClientRole role) {
        return switch (role) {
            case ADMIN -> Role.ADMIN;
            case AUDITOR -> Role.AUDITOR;
        };
    }

    /** Lets an administrator with one of these roles through. */
    AuthorizationManager<RequestAuthorizationContext> with(List<Role> roles) {
        Set<Role> any = Set.copyOf(roles);
        return (authentication, _) -> new AuthorizationDecision(
                of(authentication.get()).filter(caller -> caller.roles().stream().anyMatch(any::contains)).isPresent());
    }
}

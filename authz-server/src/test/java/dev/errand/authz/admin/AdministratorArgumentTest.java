package dev.errand.authz.admin;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.context.request.ServletWebRequest;

import dev.errand.authz.agent.AgentRegistrations;
import dev.errand.authz.testing.WebServer;
import dev.errand.authz.user.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Between the look at the roles and the handler, who asks may have lost them. */
@WebServer
class AdministratorArgumentTest {

    private static final String CLIENT = "errand-cli";

    private final Administrators administrators;
    private final AgentRegistrations agents;

    @Autowired
    AdministratorArgumentTest(Administrators administrators, AgentRegistrations agents) {
        this.administrators = administrators;
        this.agents = agents;
    }

    @Test
    void whoAdministersNoLongerIsDenied() throws Exception {
        assertThat(resolve(CLIENT)).isEqualTo(new Administrator(CLIENT, Set.of(Role.ADMIN)));
        agents.enable(CLIENT, false, "test");
        try {
            assertThatThrownBy(() -> resolve(CLIENT)).isInstanceOf(AccessDeniedException.class);
        } finally {
            agents.enable(CLIENT, true, "test");
        }
        assertThatThrownBy(() -> resolve("nobody")).isInstanceOf(AccessDeniedException.class);
    }

    private Administrator resolve(String clientId) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setUserPrincipal(new JwtAuthenticationToken(Jwt.withTokenValue("a-token").header("alg", "ES256")
                .claim("token_use", "admin").claim("client_id", clientId).build()));
        AdministratorArgument argument = new AdministratorArgument(administrators);
        MethodParameter parameter = new MethodParameter(getClass().getDeclaredMethod("handler", Administrator.class), 0);
        assertThat(argument.supportsParameter(parameter)).isTrue();
        return argument.resolveArgument(parameter, null, new ServletWebRequest(request), null);
    }

    @SuppressWarnings("unused")
    private static void handler(Administrator by) {}
}

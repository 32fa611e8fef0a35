package dev.errand.toolscope.autoconfigure;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** Calls the endpoints of a {@link LivenessApplication} with credentials for just that call. */
final class Caller {

    private final MockMvc mvc;

    Caller(WebApplicationContext context) {
        this.mvc = MockMvcBuilders.webAppContextSetup(context).build();
    }

    /** Calls the endpoint of that effect, with the credential of that id. */
    MockHttpServletResponse call(String effect, String credentialId) {
        return call(effect, credentialId, "thing-1");
    }

    MockHttpServletResponse call(String effect, String credentialId, String thing) {
        Jwt token = credential(effect + ":things", credentialId);
        TestingAuthenticationToken caller = new TestingAuthenticationToken(token, token, List.of());
        caller.setAuthenticated(true);
        SecurityContextHolder.getContext().setAuthentication(caller);
        try {
            return mvc.perform(post("/" + effect + "/" + thing)).andReturn().getResponse();
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static Jwt credential(String scope, String id) {
        Map<String, Object> detail = Map.of("type", "tool_call", "scope", scope, "version", 1, "locations",
                List.of(ToolApplication.RESOURCE), "actions", List.of("act"), "identifier", "thing-1", "limits", Map.of(),
                "free", List.of());
        return Jwt.withTokenValue("token-" + id).header("typ", "at+jwt").issuer("https://issuer.example")
                .audience(List.of(ToolApplication.RESOURCE)).jti(id).claim("scope", scope).claim("run_id", "run-1")
                .claim("authorization_details", List.of(detail)).expiresAt(Instant.now().plusSeconds(60)).build();
    }
}

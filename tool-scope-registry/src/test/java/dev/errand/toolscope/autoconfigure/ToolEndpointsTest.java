package dev.errand.toolscope.autoconfigure;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** The checks around the endpoints of a whole application; who the caller is, the test says. */
@SpringBootTest(classes = ToolApplication.class)
class ToolEndpointsTest {

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ToolApplication.Endpoints endpoints;

    private MockMvc mvc;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        for (String setting : ToolApplication.settings()) {
            String[] parts = setting.split("=", 2);
            registry.add(parts[0], () -> parts[1]);
        }
    }

    @BeforeEach
    void start() {
        mvc = MockMvcBuilders.webAppContextSetup(context).build();
        jdbc.sql("DELETE FROM call_report").update();
        jdbc.sql("DELETE FROM credential_use").update();
    }

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void aCoveredCallIsCarriedOutAndReported() throws Exception {
        present(reading());
        assertThat(send(get("/things/thing-1")).getContentAsString()).isEqualTo("thing-1");
        assertThat(outcomes()).containsExactly("allowed");
    }

    @Test
    void aCallWithoutAnyAuthenticationIsRefused() throws Exception {
        int before = executions();
        assertRefused(send(get("/things/thing-1")), 401, "credential_missing");
        assertThat(outcomes()).as("a caller who was not identified is not written down").isEmpty();
        assertThat(executions()).isEqualTo(before);
    }

    @Test
    void aCallByAUserWhoIsNoTokenIsRefused() throws Exception {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("user", "password", "ADMIN"));
        assertRefused(send(get("/things/thing-1")), 401, "credential_missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open", "/error"})
    void anEndpointWithoutAScopeIsClosedToEverybody(String path) throws Exception {
        int before = executions();
        present(reading());
        assertRefused(send(get(path)), 403, "scope_undeclared");
        assertThat(executions()).isEqualTo(before);
        assertThat(outcomes()).containsExactly("refused");
    }

    @Test
    void theMetadataIsOpenUnderTheWellKnownPathOfTheResource() throws Exception {
        MockHttpServletResponse answer = send(get("/.well-known/oauth-protected-resource/api"));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsString()).contains("\"resource\":\"https://tool.example/api\"")
                .contains("\"scopes_supported\":[\"read:things\",\"write:failures\",\"write:notes\"]");
    }

    @ParameterizedTest
    @CsvSource({"/things/thing-1?view=full, 200, ''", "/things/thing-1?view=full&view=full, 400, parameter_repeated",
        "/things/thing-1?View=full, 400, parameter_unknown", "/things/thing-1?id=thing-2, 400, parameter_unknown",
        "/things/thing-1?view=other, 403, value_not_allowed"})
    void queryParametersAreFactsOrRefused(String target, int status, String reason) throws Exception {
        present(token("read:things", Map.of("actions", List.of("read-thing"), "identifier", "thing-1", "limits",
                Map.of("view", Map.of("one_of", List.of("full"))), "free", List.of())));
        MockHttpServletResponse answer = send(get(URI.create(target)));
        assertThat(answer.getStatus()).isEqualTo(status);
        if (!reason.isEmpty()) {
            assertRefused(answer, status, reason);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{'id':'n-1','color':'RED','urgent':true}; 200; ''",
        "{'id':'n-1','color':0,'urgent':true}; 400; body_malformed",
        "{'id':'n-1','color':'GREEN','urgent':true}; 400; body_malformed",
        "{'id':'n-1','color':'RED','urgent':'true'}; 400; body_malformed",
        "{'id':'n-1','color':'RED','urgent':null}; 400; body_malformed",
        "{'id':1,'color':'RED','urgent':true}; 400; body_malformed",
        "{'id':'n-1','color':'RED','urgent':true,'x':1}; 400; parameter_unknown",
        "{'id':'n-1','color':'BLUE','urgent':true}; 403; value_not_allowed"})
    void bodiesMeanOneThingOrAreRefused(String body, int status, String reason) throws Exception {
        present(token("write:notes",
                Map.of("actions", List.of("write-note"), "identifier", "n-1", "limits",
                        Map.of("color", Map.of("one_of", List.of("RED"))), "free", List.of("urgent"))));
        MockHttpServletResponse answer = send(
                post("/notes").contentType("application/json").content(body.replace('\'', '"')));
        assertThat(answer.getStatus()).isEqualTo(status);
        if (!reason.isEmpty()) {
            assertRefused(answer, status, reason);
        }
    }

    @Test
    void aRemoteCallThatFailsIsUnknownAndItsCredentialGone() throws Exception {
        present(token("write:failures", Map.of("actions", List.of("fail"), "limits", Map.of(), "free", List.of())));
        int before = executions();
        assertThatThrownBy(() -> send(post("/failures"))).hasRootCauseMessage("the handler failed");
        assertThat(outcomes()).containsExactly("unknown");
        assertRefused(send(post("/failures")), 401, "already_used");
        assertThat(executions()).isEqualTo(before + 1);
    }

    /** Its scopes are a choice, not a list to work through: whichever is called, the credential is used up. */
    @Test
    void aCredentialOfTwoScopesIsGoodForOneCallByEitherOfThem() throws Exception {
        RequestBuilder read = get("/things/thing-1");
        RequestBuilder write = post("/notes").contentType("application/json")
                .content("{\"id\":\"n-1\",\"color\":\"RED\",\"urgent\":true}");
        for (List<RequestBuilder> inTurn : List.of(List.of(read, write), List.of(write, read))) {
            int before = executions();
            present(composed());
            assertThat(send(inTurn.getFirst()).getStatus()).isEqualTo(200);
            assertRefused(send(inTurn.getLast()), 401, "already_used");
            assertRefused(send(inTurn.getFirst()), 401, "already_used");
            assertThat(executions()).isEqualTo(before + 1);
        }
        present(composed());
        assertRefused(send(get("/things/thing-2")), 403, "identifier_not_allowed");
        assertThat(send(read).getStatus()).isEqualTo(200);
    }

    @Test
    void anEndpointCannotBeCalledAroundItsChecks() {
        int before = executions();
        assertThatThrownBy(() -> endpoints.read("thing-1", null)).hasMessage("credential_missing");
        assertThat(executions()).isEqualTo(before);
    }

    private static int executions() {
        return ToolApplication.Endpoints.EXECUTIONS.get();
    }

    private MockHttpServletResponse send(RequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }

    private static void assertRefused(MockHttpServletResponse answer, int status, String reason) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getContentAsString()).contains("\"reason\":\"" + reason + "\"");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
    }

    private List<String> outcomes() {
        return jdbc.sql("SELECT outcome FROM call_report").query(String.class).list();
    }

    private static void present(Jwt token) {
        TestingAuthenticationToken caller = new TestingAuthenticationToken(token, token, List.of());
        caller.setAuthenticated(true);
        SecurityContextHolder.getContext().setAuthentication(caller);
    }

    private static Jwt reading() {
        return token("read:things", Map.of("actions", List.of("read-thing"), "identifier", "thing-1", "limits",
                Map.of(), "free", List.of("view")));
    }

    private static Jwt composed() {
        return token("read:things write:notes", List.of(
                detail("read:things", Map.of("actions", List.of("read-thing"), "identifier", "thing-1", "limits",
                        Map.of(), "free", List.of("view"))),
                detail("write:notes", Map.of("actions", List.of("write-note"), "identifier", "n-1", "limits",
                        Map.of("color", Map.of("one_of", List.of("RED"))), "free", List.of("urgent")))));
    }

    private static Jwt token(String scope, Map<String, Object> members) {
        return token(scope, List.of(detail(scope, members)));
    }

    private static Map<String, Object> detail(String scope, Map<String, Object> members) {
        Map<String, Object> detail = new LinkedHashMap<>(members);
        detail.putAll(Map.of("type", "tool_call", "scope", scope, "version", 1, "locations",
                List.of(ToolApplication.RESOURCE)));
        return detail;
    }

    private static Jwt token(String scope, List<Map<String, Object>> details) {
        return Jwt.withTokenValue("token").header("typ", "at+jwt").issuer("https://issuer.example")
                .audience(List.of(ToolApplication.RESOURCE)).jti(UUID.randomUUID().toString()).claim("scope", scope)
                .claim("run_id", "run-1").claim("authorization_details", details)
                .expiresAt(Instant.now().plusSeconds(60)).build();
    }
}

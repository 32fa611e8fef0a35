package dev.errand.authz.admin;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.ledger.ToolCallEntry;
import dev.errand.authz.testing.Browser;
import dev.errand.authz.testing.WebServer;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

@WebServer
class AdminApiTest {

    private static final String CALLS = "/admin/api/v1/ledger/calls";
    private static final String REVOKE = "/admin/api/v1/runs/run-1/revoke";

    private final MockMvc mvc;
    private final Users users;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    @Autowired
    AdminApiTest(MockMvc mvc, Users users, Ledger ledger, TransactionTemplate transaction, JsonMapper json) {
        this.mvc = mvc;
        this.users = users;
        this.ledger = ledger;
        this.transaction = transaction;
        this.json = json;
    }

    @BeforeEach
    void register() {
        for (Role role : Role.values()) {
            String name = "the-" + role.name().toLowerCase(Locale.ROOT);
            if (users.find(name).isEmpty()) {
                users.register(new UserAccount(name, name, name, Set.of(role), true), users.hash("x"), "test");
            }
        }
    }

    private Browser browser(String username) throws Exception {
        Browser browser = new Browser(mvc);
        if (!username.equals("nobody")) {
            assertThat(browser.logIn(username, "x").getResponse().getHeader("Location")).isEqualTo("/");
        }
        return browser;
    }

    private String reason(MockHttpServletResponse response) throws Exception {
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        JsonNode problem = json.readTree(response.getContentAsString());
        assertThat(problem.get("status").intValue()).isEqualTo(response.getStatus());
        return problem.get("reason").stringValue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # who, method, path, status, reason
            nobody, GET, /admin/api/v1/ledger/calls, 401, login_required
            the-user, GET, /admin/api/v1/ledger/calls, 403, role_missing
            the-auditor, GET, /admin/api/v1/ledger/calls, 200,
            the-admin, GET, /admin/api/v1/ledger/calls, 200,
            nobody, POST, /admin/api/v1/runs/run-1/revoke, 401, login_required
            the-user, POST, /admin/api/v1/runs/run-1/revoke, 403, role_missing
            the-auditor, POST, /admin/api/v1/runs/run-1/revoke, 403, role_missing
            the-admin, POST, /admin/api/v1/runs/run-1/revoke, 200,
            the-admin, GET, /admin/api/v1/runs/run-1/revoke, 403, role_missing
            the-admin, GET, /admin/api/v1/everything, 403, role_missing
            the-admin, POST, /admin/api/v1/ledger/calls, 403, role_missing
            the-admin, GET, /admin/api/v1/ledger/calls?run_id=, 400, parameter_malformed
            the-admin, GET, /admin/api/v1/ledger/calls?credential_id=a%20b, 400, parameter_malformed
            """)
    void letsThroughWhomTheTableNames(String who, HttpMethod method, String path, int status, String reason)
            throws Exception {
        Browser browser = browser(who);
        MockHttpServletResponse response = browser
                .send(request(method, URI.create(path)).header("X-CSRF-TOKEN", browser.csrf())).getResponse();

        assertThat(response.getStatus()).isEqualTo(status);
        if (reason != null) {
            assertThat(reason(response)).isEqualTo(reason);
        }
        assertThat(browser.cookie("__Host-errand_target")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"DPoP a.b.c, token_malformed", "Bearer a.b.c, bearer_downgrade", "Basic YTpi, token_missing",
        "'', token_missing"})
    void doesNotLookAtTheCookieWhereThereIsAToken(String authorization, String reason) throws Exception {
        Browser admin = browser("the-admin");

        MockHttpServletResponse refused = admin.send(get(CALLS).header("Authorization", authorization)).getResponse();
        assertThat(refused.getStatus()).isEqualTo(401);
        assertThat(json.readTree(refused.getContentAsString()).get("reason").stringValue()).isEqualTo(reason);
        MockHttpServletResponse stranger = new Browser(mvc)
                .send(post(REVOKE).header("Authorization", authorization)).getResponse();
        assertThat(stranger.getStatus()).isEqualTo(401);
        assertThat(admin.send(get(CALLS)).getResponse().getStatus()).isEqualTo(200);
    }

    @Test
    void changesNothingWithoutTheCsrfToken() throws Exception {
        Browser admin = browser("the-admin");
        String ofAnother = browser("the-admin").csrf();

        assertThat(reason(admin.send(post(REVOKE)).getResponse())).isEqualTo("csrf_token_missing");
        assertThat(reason(admin.send(post(REVOKE).header("X-CSRF-TOKEN", ofAnother)).getResponse()))
                .isEqualTo("csrf_token_missing");
        MockHttpServletResponse taken = admin.send(post(REVOKE).header("X-CSRF-TOKEN", admin.csrf())).getResponse();
        assertThat(json.readTree(taken.getContentAsString())).isEqualTo(json.readTree("""
                {"run_id": "run-1", "revoked": false}"""));
    }

    @Test
    void showsEachCallWithItsIssuance() throws Exception {
        String run = "run-" + UUID.randomUUID();
        issue(run, "used-" + run);
        issue(run, "unused-" + run);
        Instant started = Instant.parse("2030-05-05T12:00:00Z");
        ledger.toolCall(new ToolCallEntry("https://refunds.example", "x-" + run, "used-" + run, run,
                "write:refunds-under-50", "create-refund", "order-12345", "digest", Outcome.ALLOWED, null, started,
                started.plusMillis(7)));

        JsonNode join = json.readTree(browser("the-auditor").send(get(CALLS).param("run_id", run)).getResponse()
                .getContentAsString());
        assertThat(join.get("calls")).hasSize(1);
        JsonNode call = join.get("calls").get(0);
        assertThat(call.get("outcome").stringValue()).isEqualTo("allowed");
        assertThat(call.get("ended_at").stringValue()).isEqualTo("2030-05-05T12:00:00.007Z");
        assertThat(call.get("reason").isNull()).isTrue();
        JsonNode issuance = call.get("issuance");
        assertThat(issuance.get("credential_id").stringValue()).isEqualTo("used-" + run);
        assertThat(issuance.get("scope_version_pinned").intValue()).isEqualTo(3);
        assertThat(issuance.at("/authorization_details/0/limits/amount/max").stringValue()).isEqualTo("20.00");
        assertThat(join.at("/unreported/0/credential_id").stringValue()).isEqualTo("unused-" + run);
        assertThat(join.get("unreported")).hasSize(1);
    }

    private void issue(String run, String credential) {
        Instant now = Instant.parse("2030-05-05T11:59:59Z");
        transaction.executeWithoutResult(_ -> ledger.issuance(new IssuanceEntry(credential, "credential",
                WebServer.ISSUER, "kid-1", run, "sid-1", "user-1", "agent-1", "agent-1", "https://refunds.example",
                "write:refunds-under-50", 3, 3, """
                        [{"type":"tool_call","limits":{"amount":{"max":"20.00","currency":"USD"}}}]""", "jkt-1", "consent-1",
                now, now.plusSeconds(60), "permit", "1", "token_exchange", "request-1")));
    }
}

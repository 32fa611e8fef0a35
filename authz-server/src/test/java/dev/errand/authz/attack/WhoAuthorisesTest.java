package dev.errand.authz.attack;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.util.UriComponentsBuilder;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.AgentRegistrations;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.agent.ClientMethod;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Registry;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.secret.Secrets;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;
import dev.errand.toolscope.ToolScope;

import static org.assertj.core.api.Assertions.assertThat;

/** At the authorization endpoint: nobody lets an agent act who lacks the role, and no agent that is disabled is let act. */
class WhoAuthorisesTest {

    private static final String AUTHORIZE = "/oauth2/authorize";
    private static final String FIVE_CALLS = ToolCall.run(5, "", ToolCall.ORDER);
    private static final String BUSY = "busy-agent";

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        new Registry(server).scope("read:orders", scope -> new ToolScope(scope.name(), 0, scope.tool(), scope.description(),
                scope.effect(), scope.lifetime(), scope.maxUses(), scope.labels(), scope.identifier(), scope.actions(),
                scope.runDefault(), true));
        server.bean(Agents.class).register(new Agent(BUSY, "Busy agent", ClientMethod.PRIVATE_KEY_JWT,
                new JWKSet(server.otherAgentKey.toPublicJWK()), List.of(RunningServer.REDIRECT_URI),
                Set.of("read:orders"), true), "test");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Set<Role>> others() {
        return Stream.of(Set.of(), Set.of(Role.AUDITOR), Set.of(Role.ADMIN), Set.of(Role.ADMIN, Role.AUDITOR));
    }

    private static BrowserUser browserOf(Set<Role> roles) {
        String name = "roles-" + roles.stream().sorted().toList();
        Users users = server.bean(Users.class);
        users.registerIfAbsent(new UserAccount(name.replace(" ", ""), name, name, roles, true), users.hash("a pass phrase"),
                "test");
        BrowserUser browser = new BrowserUser(server);
        assertThat(browser.logIn(name, "a pass phrase").status()).isEqualTo(303);
        browser.get("/login");
        return browser;
    }

    private static String direct(String prompt) {
        return UriComponentsBuilder.fromPath(AUTHORIZE).queryParam("client_id", "support-agent")
                .queryParam("redirect_uri", RunningServer.REDIRECT_URI).queryParam("state", "st-1")
                .queryParam("code_challenge", Secrets.hash(AgentInstance.VERIFIER)).queryParam("code_challenge_method", "S256")
                .queryParam("scope", "read:orders").queryParam("response_type", "code").queryParam("prompt", prompt)
                .queryParam("dpop_jkt", new AgentInstance(server).key.jkt()).toUriString();
    }

    private static String pushed(AgentInstance agent, String prompt) {
        return agent.push().with("authorization_details", FIVE_CALLS).with("prompt", prompt).send().text("request_uri");
    }

    /** Told to the agent at its own address, and to the ledger under the user's name. */
    private static void denied(Reply reply) {
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.location()).startsWith(RunningServer.REDIRECT_URI + "?").doesNotContain("code=");
        assertThat(BrowserUser.parameter(reply, "error")).isEqualTo("access_denied");
        assertThat(BrowserUser.parameter(reply, "state")).isEqualTo("st-1");
        Map<String, Object> row = new Refusals(server).newest();
        assertThat(row).containsEntry("endpoint", AUTHORIZE).containsEntry("error", "access_denied")
                .containsEntry("reason", "user_role_missing");
        assertThat(row.get("subject")).isNotNull();
    }

    private static long consents() {
        return server.jdbc().sql("SELECT COUNT(*) FROM consent").query(Long.class).single();
    }

    @ParameterizedTest
    @MethodSource("others")
    void nobodyWithoutTheRoleIsAskedOrAnswersForAnAgent(Set<Role> roles) {
        BrowserUser browser = browserOf(roles);
        AgentInstance agent = new AgentInstance(server);
        long before = consents();
        String uri = pushed(agent, "consent");
        denied(browser.open(uri));
        assertThat(browser.open(uri).status()).as("it is used up").isEqualTo(400);
        denied(browser.open(pushed(agent, "none")));
        denied(browser.get(direct("consent")));
        denied(browser.get(direct("none")));
        assertThat(consents()).isEqualTo(before);
    }

    /** The page was somebody else's, in the same browser before the login. */
    @ParameterizedTest
    @MethodSource("others")
    void noDecisionIsTakenFromWhoLacksTheRole(Set<Role> roles) {
        BrowserUser browser = BrowserUser.alice(server);
        String uri = pushed(new AgentInstance(server), "consent");
        assertThat(browser.open(uri).status()).isEqualTo(200);
        browserOf(roles);
        browser.logIn("roles-" + roles.stream().sorted().toList(), "a pass phrase");
        browser.get("/login");
        long before = consents();
        denied(browser.answer(uri, BrowserUser.APPROVAL));
        assertThat(consents()).isEqualTo(before);
    }

    @Test
    void whoeverHasTheRoleBesideAnotherDoes() {
        BrowserUser browser = browserOf(Set.of(Role.USER, Role.ADMIN));
        AgentInstance agent = new AgentInstance(server);
        Reply redirect = browser.decide(pushed(agent, "consent"), BrowserUser.APPROVAL);
        assertThat(agent.redeem(BrowserUser.parameter(redirect, "code")).send().status()).isEqualTo(200);
        assertThat(browser.get(direct("consent")).location()).startsWith(AUTHORIZE);
        assertThat(browser.open(pushed(agent, "none")).location()).as("by the remembered consent").contains("code=");
    }

    private static void enable(boolean enabled) {
        server.bean(AgentRegistrations.class).enable(BUSY, enabled, "test");
    }

    private static void unusable(Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.location()).isEmpty();
        assertThat(new Refusals(server).newest()).containsEntry("reason", "request_uri_unusable");
    }

    @Test
    void anAgentThatIsDisabledAfterItsPushGetsNothing() {
        BrowserUser alice = BrowserUser.alice(server);
        AgentInstance agent = new AgentInstance(server, BUSY, server.otherAgentKey);
        String unseen = pushed(agent, "consent");
        String seen = pushed(agent, "consent");
        String silent = pushed(agent, "none");
        assertThat(alice.open(seen, BUSY).status()).isEqualTo(200);
        Map<String, String> approval = Map.of("decision", "approve", "scope.0", "on", "client_id", BUSY);
        long before = consents();

        enable(false);
        unusable(alice.open(unseen, BUSY));
        unusable(alice.answer(seen, approval));
        unusable(alice.open(silent, BUSY));
        assertThat(consents()).isEqualTo(before);

        enable(true);
        assertThat(alice.answer(seen, approval).location()).as("its twin").contains("code=");
    }
}

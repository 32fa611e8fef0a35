package dev.errand.authz.console.account;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriComponentsBuilder;

import dev.errand.authz.endpoint.Secrets;
import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Patience;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.authz.user.PasswordState;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** A user's own password: changed by whoever knows it, and before anything else where somebody else gave it. */
class PasswordPageTest {

    private static final String PAGE = "/my/password";
    private static final String SESSION = "__Host-errand_session";
    private static final String OLD = "the old pass phrase";
    private static final String NEW = "another pass phrase";

    private static RunningServer server;
    private String name;

    /** With all the time that it needs: how long a login waits for its turn depends on the machine. */
    @BeforeAll
    static void start() {
        server = new RunningServer(TestDatabase.H2.newUrl(), Patience::give);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void register() {
        server.jdbc().sql("delete from login_attempts").update();
        name = "u-" + UUID.randomUUID();
        register(PasswordState.OWN);
    }

    private void register(PasswordState state) {
        Users users = server.bean(Users.class);
        users.registerIfAbsent(new UserAccount(name, name, "Some One", Set.of(Role.USER), true), users.hash(OLD), state, "test");
    }

    private BrowserUser loggedIn(String password) {
        BrowserUser user = new BrowserUser(server);
        assertThat(user.logIn(name, password).location()).doesNotContain("error");
        return user;
    }

    private boolean logsIn(String password) {
        BrowserUser user = new BrowserUser(server);
        return user.logIn(name, password).status() == 303 && user.get("/login").body().contains("You are logged in");
    }

    private static Reply change(BrowserUser user, String old, String chosen) {
        return change(user, old, chosen, chosen);
    }

    private static Reply change(BrowserUser user, String old, String chosen, String again) {
        user.get(PAGE);
        return user.post(PAGE, Map.of("old", old, "chosen", chosen, "again", again));
    }

    private static void assertDrawn(Reply page) {
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("??", "style=", "<script>", "onclick");
    }

    @Test
    void itIsChangedAndWhoeverIsLoggedInElsewhereIsNot() {
        BrowserUser there = loggedIn(OLD);
        BrowserUser here = loggedIn(OLD);
        AgentInstance.Run lent = new AgentInstance(server).run(there, ToolCall.ORDER);
        AgentInstance.Run own = new AgentInstance(server).run(here, ToolCall.ORDER);
        String cookie = here.cookie(SESSION);
        assertThat(here.get("/my/security").body()).contains("href=\"" + PAGE + "\"").doesNotContain("??");
        assertDrawn(here.get(PAGE));

        Reply changed = change(here, OLD, NEW);
        assertThat(changed.status()).isEqualTo(303);
        assertThat(changed.location()).endsWith("/my/security?done=password");
        assertThat(here.get("/my/security?done=password").body()).contains("Your password is changed");
        assertThat(here.cookie(SESSION)).isNotEqualTo(cookie);
        assertThat(new BrowserUser(server).planted(SESSION, cookie).get("/my/security").location()).endsWith("/login");
        assertThat(own.exchange(ToolCall.ORDER).send().status()).as("what runs here").isEqualTo(200);
        assertThat(there.get("/my/security").location()).endsWith("/login");
        assertThat(lent.exchange(ToolCall.ORDER).send().refusal()).isEqualTo("400 invalid_request session_ended");
        assertThat(server.jdbc().sql("select detail from event where kind = 'password_changed' and subject = :user")
                .param("user", name).query(String.class).single()).isEqualTo("by its user");
        assertThat(logsIn(OLD)).isFalse();
        assertThat(logsIn(NEW)).isTrue();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(argumentSet("AD-11: without the old one", "", NEW, NEW, "is not the password"),
                argumentSet("AD-11: with a wrong one", "a guess at it", NEW, NEW, "is not the password"),
                argumentSet("too short", OLD, "eleven char", "eleven char", "has fewer than 12 characters"),
                argumentSet("empty", OLD, "", "", "has fewer than 12 characters"),
                argumentSet("too long", OLD, "x".repeat(1025), "x".repeat(1025), "has more than 1024 bytes"),
                argumentSet("with a control character", OLD, "another\u0001phrase", "another\u0001phrase", "has a control"),
                argumentSet("the old one", OLD, OLD, OLD, "is the old one"),
                argumentSet("mistyped", OLD, NEW, NEW + "x", "is not the same"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void itStaysAsItIs(String old, String chosen, String again, String why) {
        BrowserUser there = loggedIn(OLD);
        BrowserUser here = loggedIn(OLD);
        Reply refused = change(here, old, chosen, again);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains(why).doesNotContain("??");
        assertThat(there.get("/my/security").status()).isEqualTo(200);
        assertThat(logsIn(NEW)).isFalse();
        assertThat(change(here, OLD, NEW).status()).as("twin").isEqualTo(303);
        assertThat(logsIn(NEW)).isTrue();
    }

    /** AD-09: whoever finds an open browser has no more guesses there than at the login form. */
    @Test
    void guessesCountAsAtALogin() {
        BrowserUser here = loggedIn(OLD);
        IntStream.range(0, 5).forEach(i -> assertThat(change(here, "guess number " + i, NEW).status()).isEqualTo(422));
        Reply sixth = change(here, OLD, NEW);

        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.http().headers().firstValue("Retry-After")).contains("30");
        assertThat(sixth.body()).contains("30 seconds from now").doesNotContain("??");
        assertThat(here.get("/my/security").status()).as("the session goes on").isEqualTo(200);
        server.clock.advance(Duration.ofSeconds(30));
        assertThat(change(here, OLD, NEW).status()).isEqualTo(303);
    }

    @Test
    void whoLogsInElsewhereHasNone() {
        name = "u-" + UUID.randomUUID();
        register(PasswordState.NONE);
        BrowserUser here = loggedIn(OLD);

        assertThat(here.get("/my/security").body()).doesNotContain(PAGE);
        assertThat(here.get(PAGE).status()).isEqualTo(404);
        assertThat(here.post(PAGE, Map.of("old", OLD, "chosen", NEW, "again", NEW)).status()).isEqualTo(404);
        assertThat(logsIn(NEW)).isFalse();
    }

    /** An account that an administrator has made, its user logged in with the password that it got. */
    private BrowserUser newcomer(String roles) {
        name = "u-" + UUID.randomUUID();
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", "application/json", "If-None-Match", "*"));
        Reply made = AdministrativeClient.admin(server).send("PUT", "/admin/api/v1/users/" + name, headers,
                "{\"username\":\"%s\",\"roles\":[%s],\"password\":\"%s\"}".formatted(name, roles, OLD));
        assertThat(made.status()).isEqualTo(201);
        return loggedIn(OLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/my/agents", "/my/security", "/my/agents/stop-all", "/console", "/console/users"})
    void aFirstPasswordOpensNoOtherPage(String path) {
        BrowserUser user = newcomer("\"user\",\"admin\"");
        Reply sent = user.get(path);
        assertThat(sent.status()).isEqualTo(302);
        assertThat(sent.location()).endsWith(PAGE);
        Reply page = user.get(PAGE);
        assertDrawn(page);
        assertThat(page.body()).contains("Somebody else gave you the password");

        Reply chosen = change(user, OLD, NEW);
        assertThat(chosen.location()).as("on to what the browser came for").endsWith(path);
        assertThat(user.get(path).location()).doesNotContain(PAGE);
        BrowserUser again = loggedIn(NEW);
        assertThat(again.get(path).location()).as("at the next login").doesNotContain(PAGE);
    }

    @Test
    void aFirstPasswordChangesNothingElse() {
        BrowserUser user = newcomer("\"user\",\"admin\"");
        user.get(PAGE);
        Map<String, String> headers = new LinkedHashMap<>(user.headers());
        headers.put("X-CSRF-TOKEN", user.csrf());
        List<String> paths = List.of("/my/agents/stop-all", "/my/security/passkeys/options", "/console/new-user",
                "/admin/api/v1/users/user-678/unlock");

        assertThat(paths).allSatisfy(path -> assertThat(server.send("POST", path, headers, "").status()).isEqualTo(403));
        assertThat(server.get("/admin/api/v1/users", headers).status()).isEqualTo(403);
        assertThat(user.logOut().location()).endsWith("/login?logout");
        assertThat(change(loggedIn(OLD), OLD, NEW).status()).isEqualTo(303);
        assertThat(loggedIn(NEW).get("/admin/api/v1/users").status()).as("twin").isEqualTo(200);
    }

    /** What a browser brings itself. */
    private static String direct(AgentInstance agent, String prompt) {
        return UriComponentsBuilder.fromPath("/oauth2/authorize").queryParam("client_id", agent.clientId)
                .queryParam("redirect_uri", RunningServer.REDIRECT_URI).queryParam("response_type", "code")
                .queryParam("code_challenge", Secrets.hash(AgentInstance.VERIFIER)).queryParam("code_challenge_method", "S256")
                .queryParam("scope", "read:orders").queryParam("dpop_jkt", agent.key.jkt()).queryParam("prompt", prompt)
                .toUriString();
    }

    @Test
    void anAgentsRequestWaitsForThePassword() {
        BrowserUser user = newcomer("\"user\"");
        AgentInstance agent = new AgentInstance(server);
        String silent = agent.push().with("prompt", "none").send().text("request_uri");
        assertThat(user.open(silent).location()).contains("error=login_required");
        String uri = agent.requestUri();
        assertThat(user.open(uri).location()).endsWith(PAGE);
        user.get(PAGE);
        Reply early = user.answer(uri, Map.of("decision", "approve", "scope.0", "on", "scope.1", "on", "ends_at",
                server.clock.instant().plusSeconds(60).toString()));
        assertThat(early.location()).as("not even by a form of one's own").endsWith(PAGE);

        assertThat(user.get(direct(agent, "none")).location()).contains("error=login_required");
        assertThat(user.get(direct(agent, "consent")).location()).endsWith(PAGE);
        assertThat(user.open(uri).location()).endsWith(PAGE);

        Reply chosen = change(user, OLD, NEW);
        assertThat(chosen.location()).contains("/oauth2/authorize?");
        assertThat(user.get(chosen.location()).body()).contains("asks to act for you");
        Reply allowed = user.answer(uri, BrowserUser.APPROVAL);
        assertThat(agent.redeem(BrowserUser.parameter(allowed, "code")).send().status()).isEqualTo(200);
    }
}

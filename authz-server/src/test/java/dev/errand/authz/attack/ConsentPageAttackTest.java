package dev.errand.authz.attack;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;

/** AC-19, AC-21 and what is near them: attacks on the consent page and on the session of whoever looks at it. */
class ConsentPageAttackTest {

    private static final String AUTHORIZE = "/oauth2/authorize";
    private static final String SESSION = "__Host-errand_session";

    private static RunningServer server;
    private static AgentInstance agent;
    private static BrowserUser alice;
    private static BrowserUser admin;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        agent = new AgentInstance(server);
        alice = BrowserUser.alice(server);
        admin = new BrowserUser(server);
        admin.logIn("admin", "battery staple");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** AC-19: the page names what is granted, and the form can only take away from it. */
    @Test
    void ac19WhatThePageNamesIsWhatIsGranted() {
        String uri = agent.requestUri();
        Reply page = alice.open(uri);
        assertThat(page.body()).contains("value=\"40.00\"", "value=\"50.00\"", "order-12345", "Support agent")
                .doesNotContain("other-agent");
        Map<String, String> form = new HashMap<>(Map.of("decision", "approve", "scope.0", "on", "scope.1", "on",
                "scope.7", "on", "redirect_uri", "https://evil.example", "scope", "write:payouts", "state", "other",
                "subject", "user-9"));
        form.put("code_challenge", "c".repeat(43));
        form.put("dpop_jkt", "x");
        form.put("authorization_details", "[]");
        form.put("ends_at", "2099-01-01T00:00:00Z");
        Reply redirect = alice.decide(uri, form);
        assertThat(redirect.location()).startsWith("http://127.0.0.1/callback?");
        assertThat(BrowserUser.parameter(redirect, "state")).isEqualTo("st-1");
        Reply answer = agent.redeem(BrowserUser.parameter(redirect, "code")).send();
        JsonNode granted = answer.json().path("authorization_details").get(0);
        assertThat(granted.path("expires_in").asInt()).isEqualTo(900);
        assertThat(granted.path("ceiling")).hasSize(2);
        assertThat(granted.path("ceiling").get(1).path("limits").path("amount").path("max").asString()).isEqualTo("40.00");
        assertThat(granted.path("budget").path("totals").path("amount").path("max").asString()).isEqualTo("50.00");
        AgentInstance.Run run = agent.run(answer);
        assertThat(run.exchangeRefund("40.01", "USD", "order-12345").send().refusal())
                .isEqualTo("400 invalid_authorization_details wider_than_ceiling");
        assertThat(run.exchangeRefund("40.00", "USD", "order-12345").send().status()).isEqualTo(200);
    }

    @Test
    void ac19AStruckScopeIsNotGranted() {
        Reply redirect = alice.decide(agent.requestUri(), Map.of("decision", "approve", "scope.0", "on"));
        AgentInstance.Run run = agent.run(agent.redeem(BrowserUser.parameter(redirect, "code")).send());
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(run.exchangeRefund("1.00", "USD", "order-12345").send().refusal())
                .isEqualTo("400 invalid_scope scope_outside_ceiling");
    }

    /** AC-19: the hidden fields name one request of one client in one browser, or nothing. */
    @Test
    void ac19TheFormIsForThisRequestAlone() {
        String uri = agent.requestUri();
        alice.open(uri);
        String end = alice.endShown();
        Map<String, String> good = Map.of("client_id", "support-agent", "request_uri", uri, "decision", "approve",
                "scope.0", "on", "ends_at", end);
        unusable(alice.post(AUTHORIZE, changed(good, "client_id", "other-agent")));
        unusable(alice.post(AUTHORIZE, changed(good, "request_uri", "urn:ietf:params:oauth:request_uri:x")));
        admin.open(agent.requestUri());
        unusable(admin.post(AUTHORIZE, good));
        assertThat(alice.post(AUTHORIZE, changed(good, "decision", "maybe")).status()).isEqualTo(400);
        assertThat(alice.post(AUTHORIZE, changed(good, "ends_at", "")).status()).isEqualTo(400);
        assertThat(alice.post(AUTHORIZE, changed(good, "limit.0", "raised")).status()).isEqualTo(303);
    }

    private static void unusable(Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.location()).isEmpty();
        assertThat(reply.body()).contains("invalid_request_uri");
    }

    private static Map<String, String> changed(Map<String, String> form, String name, String value) {
        Map<String, String> changed = new HashMap<>(form);
        changed.put(name, value);
        return changed;
    }

    @Test
    void ac19TheFormNeedsItsOwnCsrfTokenAndALogin() {
        String uri = agent.requestUri();
        alice.open(uri);
        Map<String, String> good = Map.of("client_id", "support-agent", "request_uri", uri, "decision", "approve",
                "scope.0", "on", "scope.1", "on", "ends_at", alice.endShown());
        admin.get("/login");
        assertThat(alice.post(AUTHORIZE, changed(good, "_csrf", "forged")).status()).isEqualTo(403);
        assertThat(server.post(AUTHORIZE, List.copyOf(good.entrySet()), List.of(
                Map.entry("Cookie", SESSION + "=" + alice.cookie(SESSION)))).status()).as("no token").isEqualTo(403);
        String silently = AUTHORIZE + "?decision=approve&scope.0=on&client_id=support-agent&request_uri=" + uri;
        assertThat(alice.get(silently).location()).as("a link decides nothing").isEmpty();
        Reply toLogin = new BrowserUser(server).open(agent.requestUri());
        assertThat(toLogin.status()).isEqualTo(302);
        assertThat(toLogin.location()).endsWith("/login");
        assertThat(alice.approve(uri).status()).isEqualTo(303);
    }

    /** AC-21: a session that somebody put into the browser before the login is not the one after it. */
    @Test
    void ac21ALoginMakesASessionOfItsOwn() {
        String attackers = BrowserUser.alice(server).cookie(SESSION);
        BrowserUser victim = new BrowserUser(server).planted(SESSION, attackers);
        victim.logIn("admin", "battery staple");
        assertThat(victim.cookie(SESSION)).isNotEqualTo(attackers);
        BrowserUser attacker = new BrowserUser(server).planted(SESSION, attackers);
        assertThat(attacker.open(agent.requestUri()).location()).as("nobody is logged in there").endsWith("/login");
        assertThat(victim.open(agent.requestUri()).status()).isEqualTo(200);
        BrowserUser invented = new BrowserUser(server).planted(SESSION, "A".repeat(43));
        invented.logIn("admin", "battery staple");
        assertThat(invented.cookie(SESSION)).isNotEqualTo("A".repeat(43));
    }

    @Test
    void ac21NothingIsConsentedToAfterTheLogout() {
        BrowserUser leaving = BrowserUser.alice(server);
        String uri = agent.requestUri();
        leaving.open(uri);
        Map<String, String> form = Map.of("client_id", "support-agent", "request_uri", uri, "decision", "approve",
                "scope.0", "on", "ends_at", leaving.endShown());
        String session = leaving.cookie(SESSION);
        leaving.logOut();
        leaving.planted(SESSION, session).get("/login");
        Reply late = leaving.post(AUTHORIZE, form);
        assertThat(late.status()).isEqualTo(302);
        assertThat(late.location()).endsWith("/login");
    }

    /** AC-19+: deciding late leaves less time, never more than the page named. */
    @Test
    void ac19ALateDecisionDoesNotMoveTheEndOfTheRun() {
        BrowserUser slow = BrowserUser.alice(server);
        String uri = agent.requestUri();
        slow.open(uri);
        String shown = slow.endShown();
        server.clock.advance(Duration.ofMinutes(5));
        Reply redirect = slow.post(AUTHORIZE, Map.of("client_id", "support-agent", "request_uri", uri, "decision",
                "approve", "scope.0", "on", "ends_at", shown));
        Reply answer = agent.redeem(BrowserUser.parameter(redirect, "code")).send();
        assertThat(answer.json().path("authorization_details").get(0).path("expires_in").asInt()).isEqualTo(600);
    }
}

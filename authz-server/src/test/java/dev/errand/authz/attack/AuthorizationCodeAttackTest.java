package dev.errand.authz.attack;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Attacks on pushed requests, the consent page and codes. */
class AuthorizationCodeAttackTest {

    private static RunningServer server;
    private BrowserUser alice;
    private AgentInstance agent;

    @BeforeAll
    static void start() {
        server = new RunningServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() {
        alice = BrowserUser.alice(server);
        agent = new AgentInstance(server);
    }

    static Stream<Row> pushes() {
        String details = "authorization_details";
        return Stream.of(
                Row.of("AC-03 no code_challenge", r -> r.without("code_challenge"),
                        "400 invalid_request pkce_required"),
                Row.of("PKCE plain", r -> r.with("code_challenge_method", "plain"),
                        "400 invalid_request pkce_required"),
                Row.of("AC-17 another response type", r -> r.with("response_type", "token"),
                        "400 unsupported_response_type response_type_unsupported"),
                Row.of("AC-17 another response mode", r -> r.with("response_mode", "fragment"),
                        "400 invalid_request response_mode_unsupported"),
                Row.of("a request_uri pushed", r -> r.with("request_uri", "urn:x"),
                        "400 invalid_request request_object_not_supported"),
                Row.of("dpop_jkt of another key", r -> r.with("dpop_jkt", DPoPKey.generate().jkt()),
                        "400 invalid_dpop_proof dpop_jkt_mismatch"),
                Row.of("neither proof nor dpop_jkt", r -> r.proofs(), "400 invalid_dpop_proof proof_missing"),
                Row.of("no details", r -> r.without(details),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("details of a tool call", r -> r.with(details, r.value(details).replace("agent_run", "tool_call")),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("a purpose with markup",
                        r -> r.with(details, r.value(details).replace("Refund order", "<b>Refund</b>")),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("a purpose with a bidirectional override",
                        r -> r.with(details, r.value(details).replace("Refund order", "\u202eRefund")),
                        "400 invalid_authorization_details details_malformed"),
                Row.of("more than the scope allows",
                        r -> r.with(details, r.value(details).replace("\"40.00\"", "\"50.01\"")),
                        "400 invalid_authorization_details wider_than_registered"),
                Row.of("an unknown scope", r -> r.with(details, r.value(details).replace("read:orders", "read:all")),
                        "400 invalid_scope scope_unknown"),
                Row.of("a scope that the agent may not ask for",
                        r -> r.with(details, r.value(details).replace("read:orders", "write:payouts")),
                        "400 invalid_scope scope_not_allowed"),
                Row.of("a budget without a total",
                        r -> r.with(details,
                                r.value(details).replaceAll(",\"totals\":\\{.*?\\}\\}", "")),
                        "400 invalid_authorization_details budget_missing"),
                Row.of("a total that nothing draws from",
                        r -> r.with(details, r.value(details).replace("\"totals\":{",
                                "\"totals\":{\"your bank says yes\":{\"max\":\"1.00\",\"currency\":\"USD\"},")),
                        "400 invalid_authorization_details budget_without_limit"),
                Row.of("no client authentication",
                        r -> r.without("client_assertion").without("client_assertion_type"),
                        "401 invalid_client client_method"),
                Row.of("a run's key for the client's",
                        r -> r.without("client_assertion").without("client_assertion_type").without("client_id")
                                .with("grant_type", "refresh_token").with("refresh_token", "x").with("token", "x"),
                        "401 invalid_client client_missing"),
                Row.of("an unknown resource", r -> r.with("resource", "https://evil.example"),
                        "400 invalid_target resource_unknown"),
                Row.of("a resource that is not every scope's", r -> r.with("resource", RunningServer.ORDERS),
                        "400 invalid_target resource_not_the_scopes"),
                Row.of("a scope beside details", r -> r.with("scope", "read:orders"),
                        "400 invalid_scope scope_beside_details"));
    }

    @ParameterizedTest
    @MethodSource("pushes")
    void refusesPushedRequest(Row row) {
        assertThat(agent.push().send().status()).isEqualTo(201);
        assertThat(row.change().apply(agent.push()).send().refusal()).isEqualTo(row.refusal());
    }

    /** AC-07. */
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/callback/extra", "http://127.0.0.1/callback?x=1",
        "http://127.0.0.1/callback#x", "https://127.0.0.1/callback", "http://user@127.0.0.1/callback",
        "http://127.0.0.1/CALLBACK", "http://127.0.0.1/%2e%2e/callback", "http://localhost/callback",
        "http://127.0.0.1.evil.example/callback", "http://127.0.0.1\\@evil.example/callback",
        "https://agent.example:8443/callback", "https://agent.example.evil/callback", "//127.0.0.1/callback"})
    void refusesRedirectUri(String redirectUri) {
        assertThat(agent.push().with("redirect_uri", redirectUri).send().refusal())
                .isEqualTo("400 invalid_request redirect_uri_not_registered");
    }

    @Test
    void aLoopbacksPortMayVary() {
        assertThat(agent.push().with("redirect_uri", "http://127.0.0.1:51234/callback").send().status())
                .isEqualTo(201);
    }

    static Stream<Row> redemptions() {
        return Stream.of(
                Row.of("AC-05 a wrong verifier", r -> r.with("code_verifier", "w".repeat(43)),
                        "400 invalid_grant pkce_mismatch"),
                Row.of("AC-05 a verifier too short", r -> r.with("code_verifier", "w".repeat(42)),
                        "400 invalid_request parameter_missing"),
                Row.of("AC-05 a verifier too long", r -> r.with("code_verifier", "w".repeat(129)),
                        "400 invalid_request parameter_missing"),
                Row.of("AC-05 a verifier of other characters", r -> r.with("code_verifier", "\u00e9".repeat(43)),
                        "400 invalid_request parameter_missing"),
                Row.of("another redirect_uri", r -> r.with("redirect_uri", "https://agent.example/callback"),
                        "400 invalid_grant redirect_uri_mismatch"),
                Row.of("another key", r -> r.provenBy(DPoPKey.generate()), "400 invalid_grant proof_key_mismatch"),
                Row.of("DP-81 no proof", r -> r.proofs(), "400 invalid_dpop_proof proof_missing"),
                Row.of("an unknown code", r -> r.with("code", "unknown"), "400 invalid_grant code_unknown"),
                Row.of("no client authentication",
                        r -> r.without("client_assertion").without("client_assertion_type"),
                        "401 invalid_client client_missing"),
                Row.of("TE-03 the client's id alone",
                        r -> r.without("client_assertion").without("client_assertion_type").with("client_id",
                                "support-agent"),
                        "401 invalid_client client_method"));
    }

    @ParameterizedTest
    @MethodSource("redemptions")
    void refusesRedemption(Row row) {
        assertThat(agent.redeem(agent.code(alice)).send().status()).isEqualTo(200);
        assertThat(row.change().apply(agent.redeem(agent.code(alice))).send().refusal()).isEqualTo(row.refusal());
    }

    /** AC-09. */
    @Test
    void aCodeInAnotherClientsHandsIsBurnt() {
        AgentInstance other = new AgentInstance(server, "other-agent", server.otherAgentKey);
        String code = agent.code(alice);
        assertThat(other.redeem(code).provenBy(agent.key).send().refusal())
                .isEqualTo("400 invalid_grant client_mismatch");
        assertThat(agent.redeem(code).send().refusal()).isEqualTo("400 invalid_grant code_unusable");
    }

    /** AC-01. */
    @Test
    void aSecondRedemptionEndsTheRun() {
        String code = agent.code(alice);
        AgentInstance.Run run = agent.run(agent.redeem(code).send());
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(agent.redeem(code).send().refusal()).isEqualTo("400 invalid_grant code_reused");
        assertThat(run.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request run_ended");
        assertThat(alarms("code_reused", run.runId())).isEqualTo(1);
    }

    /** AC-23. */
    @Test
    void aCodeIsGoodForAMinute() {
        String early = agent.code(alice);
        String late = agent.code(alice);
        server.clock.advance(Duration.ofSeconds(59));
        assertThat(agent.redeem(early).send().status()).isEqualTo(200);
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(agent.redeem(late).send().refusal()).isEqualTo("400 invalid_grant code_expired");
    }

    /** AC-11: a request is its client's, its browser's, and not for ever. */
    @Test
    void aRequestUriIsItsClientsAndItsBrowsers() {
        String uri = agent.requestUri();
        assertThat(alice.get("/oauth2/authorize?client_id=other-agent&request_uri=" + uri).status()).isEqualTo(400);
        assertThat(alice.open(uri).status()).isEqualTo(200);
        assertThat(alice.open(uri).status()).as("a reload").isEqualTo(200);
        assertThat(BrowserUser.alice(server).open(uri).status()).as("another browser").isEqualTo(400);
        assertThat(alice.open("http://127.0.0.1/").status()).isEqualTo(400);
        String late = agent.requestUri();
        server.clock.advance(Duration.ofSeconds(90));
        assertThat(alice.open(late).status()).isEqualTo(400);
    }

    @Test
    void aRequestUriIsUsedUpByItsAnswer() {
        String uri = agent.requestUri();
        assertThat(alice.approve(uri).status()).isEqualTo(303);
        assertThat(alice.open(uri).status()).isEqualTo(400);
    }

    /** AC-13 and AC-19: what was pushed stands, whatever stands beside the request or in the form. */
    @Test
    void nothingBesideThePushedRequestCounts() {
        String uri = agent.requestUri();
        assertThat(alice.get("/oauth2/authorize?client_id=support-agent&redirect_uri=https://evil.example&scope=x"
                + "&state=other&request_uri=" + uri).status()).isEqualTo(200);
        Reply redirect = alice.post("/oauth2/authorize",
                Map.of("client_id", "support-agent", "request_uri", uri, "decision", "approve", "scope.0", "on",
                        "redirect_uri", "https://evil.example", "scope.7", "on", "scope", "write:payouts", "ends_at",
                        alice.endShown()));
        assertThat(redirect.location()).startsWith("http://127.0.0.1/callback?");
        assertThat(BrowserUser.parameter(redirect, "state")).isEqualTo("st-1");
        AgentInstance.Run run = agent.run(agent.redeem(BrowserUser.parameter(redirect, "code")).send());
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(run.exchangeRefund("1.00", "USD", "order-12345").send().refusal())
                .isEqualTo("400 invalid_scope scope_outside_ceiling");
    }

    /** Deciding late leaves less time, never more than the page named; and the page has to have named one. */
    @Test
    void aLateDecisionDoesNotMoveTheEndOfTheRun() {
        String uri = agent.requestUri();
        alice.open(uri);
        String shown = alice.endShown();
        server.clock.advance(Duration.ofMinutes(5));
        Map<String, String> form = Map.of("client_id", "support-agent", "request_uri", uri, "decision", "approve",
                "scope.0", "on");
        assertThat(alice.post("/oauth2/authorize", form).status()).isEqualTo(400);
        Map<String, String> complete = new HashMap<>(form);
        complete.put("ends_at", shown);
        Reply answer = agent.redeem(BrowserUser.parameter(alice.post("/oauth2/authorize", complete), "code")).send();
        assertThat(answer.json().path("authorization_details").get(0).path("expires_in").asInt()).isEqualTo(600);
    }

    @Test
    void denyingAnswersWithAnErrorAndTheIssuer() {
        Reply redirect = alice.decide(agent.requestUri(), Map.of("decision", "deny"));
        assertThat(BrowserUser.parameter(redirect, "error")).isEqualTo("access_denied");
        assertThat(BrowserUser.parameter(redirect, "iss")).isEqualTo("https://as.example");
    }

    @Test
    void theConsentFormNeedsItsCsrfToken() {
        String uri = agent.requestUri();
        alice.open(uri);
        Reply forged = alice.post("/oauth2/authorize", Map.of("client_id", "support-agent", "request_uri", uri,
                "decision", "approve", "scope.0", "on", "_csrf", "forged"));
        assertThat(forged.status()).isEqualTo(403);
        assertThat(alice.approve(uri).status()).isEqualTo(303);
    }

    @Test
    void withoutALoginThereIsNoConsent() {
        Reply redirect = new BrowserUser(server).open(agent.requestUri());
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.location()).endsWith("/login");
        Reply silent = new BrowserUser(server).open(agent.push().with("prompt", "none").send().text("request_uri"));
        assertThat(BrowserUser.parameter(silent, "error")).isEqualTo("login_required");
    }

    @Test
    void consentIsNeverSilent() {
        Reply silent = alice.open(agent.push().with("prompt", "none").send().text("request_uri"));
        assertThat(BrowserUser.parameter(silent, "error")).isEqualTo("consent_required");
        assertThat(BrowserUser.parameter(silent, "iss")).isEqualTo("https://as.example");
    }

    private static long alarms(String kind, String runId) {
        return server.jdbc().sql("SELECT COUNT(*) FROM event WHERE kind = ? AND run_id = ? AND alarm = TRUE")
                .params(kind, runId).query(Long.class).single();
    }
}

package dev.errand.authz.attack;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.secret.Secrets;

import static org.assertj.core.api.Assertions.assertThat;

/** Attacks on what a browser is sent through: the pushed request that it opens, and the way back. */
class AuthorizationEndpointAttackTest {

    private static final String AUTHORIZE = "/oauth2/authorize";

    private static RunningServer server;
    private static Canary canary;
    private static AgentInstance agent;
    private static BrowserUser alice;
    private static BrowserUser admin;

    @BeforeAll
    static void start() throws IOException {
        server = new RunningServer();
        agent = new AgentInstance(server);
        alice = BrowserUser.alice(server);
        admin = new BrowserUser(server);
        admin.logIn("admin", "battery staple");
        canary = new Canary();
    }

    @AfterAll
    static void stop() {
        canary.close();
        server.close();
    }

    /** A page, no redirect, and a refusal in the ledger under the user's name. */
    private static void unusable(Reply reply) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.location()).isEmpty();
        assertThat(reply.body()).contains("invalid_request_uri").doesNotContain("Exception");
        Map<String, Object> row = new Refusals(server).newest();
        assertThat(row).containsEntry("endpoint", AUTHORIZE).containsEntry("error", "invalid_request_uri")
                .containsEntry("reason", "request_uri_unusable");
        assertThat(row.get("subject")).isNotNull();
    }

    private static long refused() {
        return server.jdbc().sql("SELECT COUNT(*) FROM refusal").query(Long.class).single();
    }

    @ParameterizedTest(name = "AC-11 {0}")
    @ValueSource(strings = {"urn:ietf:params:oauth:request_uri:unknown", "urn:ietf:params:oauth:request_uri:", "",
        "file:///etc/passwd", "CANARY", "https://as.example/oauth2/par", "data:application/jwt,e30.e30.",
        "javascript:alert(1)", "URN", "HASH"})
    void ac11OpensNothingButWhatWasPushed(String requestUri) {
        String pushed = agent.requestUri();
        String presented = switch (requestUri) {
            case "CANARY" -> canary.url("/request.jwt");
            case "URN" -> pushed.toUpperCase(Locale.ROOT);
            case "HASH" -> Secrets.hash(pushed);
            default -> requestUri;
        };
        long before = refused();
        unusable(alice.open(presented));
        assertThat(refused()).isEqualTo(before + 1);
        assertThat(canary.calls()).as("nobody fetches a request").isZero();
        assertThat(alice.open(pushed).status()).isEqualTo(200);
    }

    @Test
    void ac11ARequestUriIsItsClientsAndNotForEver() {
        String uri = agent.requestUri();
        unusable(alice.open(uri, "other-agent"));
        unusable(alice.open(uri, ""));
        assertThat(alice.open(uri).status()).isEqualTo(200);
        String late = agent.requestUri();
        String opened = agent.requestUri();
        alice.open(opened);
        server.clock.advance(Duration.ofSeconds(90));
        unusable(alice.open(late));
        assertThat(alice.open(opened).status()).as("login and reading may take longer").isEqualTo(200);
    }

    @Test
    void ac11ARequestUriIsItsBrowsersAndUsedUpByItsAnswer() {
        String uri = agent.requestUri();
        assertThat(alice.open(uri).status()).isEqualTo(200);
        assertThat(alice.open(uri).status()).as("a reload").isEqualTo(200);
        unusable(admin.open(uri));
        assertThat(alice.approve(uri).status()).isEqualTo(303);
        unusable(alice.open(uri));
        String denied = agent.requestUri();
        assertThat(alice.decide(denied, Map.of("decision", "deny")).status()).isEqualTo(303);
        unusable(alice.open(denied));
    }

    /** AC-13: what was pushed stands, whatever stands beside the request. */
    @Test
    void ac13NothingBesideThePushedRequestCounts() {
        String uri = agent.requestUri();
        String beside = "&redirect_uri=https://evil.example&scope=x&state=other&prompt=none&response_type=token"
                + "&response_mode=fragment&code_challenge=x&dpop_jkt=x&resource=https://evil.example&request=e30.e30."
                + "&nonce=n&authorization_details=" + URLEncoder.encode("[{}]", StandardCharsets.UTF_8);
        assertThat(alice.get(AUTHORIZE + "?client_id=support-agent&request_uri=" + uri + beside).status()).isEqualTo(200);
        Reply redirect = alice.approve(uri);
        assertThat(redirect.location()).startsWith("http://127.0.0.1/callback?");
        assertThat(BrowserUser.parameter(redirect, "state")).isEqualTo("st-1");
        assertThat(agent.redeem(BrowserUser.parameter(redirect, "code")).send().status()).isEqualTo(200);
        Reply twice = alice.get(AUTHORIZE + "?client_id=support-agent&request_uri=" + agent.requestUri()
                + "&request_uri=" + agent.requestUri());
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.location()).isEmpty();
    }

    /** AC-15: success or error, every answer names its issuer and hands the state back as it was. */
    @Test
    void ac15EveryAnswerNamesItsIssuer() {
        String silent = agent.push().with("prompt", "none").send().text("request_uri");
        String silentToNobody = agent.push().with("prompt", "none").send().text("request_uri");
        answers(alice.approve(agent.requestUri()), "code", null, "st-1");
        answers(alice.decide(agent.requestUri(), Map.of("decision", "deny")), "error", "access_denied", "st-1");
        answers(alice.open(silent), "error", "consent_required", "st-1");
        answers(new BrowserUser(server).open(silentToNobody), "error", "login_required", "st-1");
        String odd = "a&iss=https://evil.example\r\nSet-Cookie: x=y#";
        Reply split = alice.approve(agent.push().with("state", odd).send().text("request_uri"));
        answers(split, "code", null, odd);
        assertThat(split.cookies()).isEmpty();
    }

    private static void answers(Reply redirect, String name, @Nullable String value, String state) {
        assertThat(redirect.status()).isEqualTo(303);
        assertThat(redirect.location()).startsWith("http://127.0.0.1/callback?").doesNotContain("#", "access_token",
                "id_token");
        assertThat(redirect.location().split("[?&]iss=", -1)).as("one issuer").hasSize(2);
        assertThat(BrowserUser.parameter(redirect, "iss")).isEqualTo(RunningServer.ISSUER);
        assertThat(BrowserUser.parameter(redirect, "state")).isEqualTo(state);
        assertThat(BrowserUser.parameter(redirect, name)).matches(value == null ? "[A-Za-z0-9_-]{43}" : value);
    }

    private static String direct(String... changes) {
        Map<String, String> query = new TreeMap<>(Map.of("client_id", "support-agent", "redirect_uri",
                "http://127.0.0.1/callback", "state", "s", "code_challenge", "c".repeat(43), "code_challenge_method", "S256",
                "scope", "read:orders", "response_type", "code", "dpop_jkt", agent.key.jkt()));
        for (int i = 0; i < changes.length; i += 2) {
            query.put(changes[i], changes[i + 1]);
        }
        return AUTHORIZE + "?" + query.entrySet().stream().filter(one -> !one.getValue().isEmpty())
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** AC-07: without a client and a place of its own there is nowhere to redirect to. */
    @ParameterizedTest
    @CsvSource({"client_id, ''", "client_id, nobody", "client_id, the-admin-client", "redirect_uri, ''",
        "redirect_uri, https://evil.example/callback", "redirect_uri, http://127.0.0.1/callback/extra",
        "redirect_uri, http://127.0.0.1.evil.example/callback"})
    void ac07ADirectRequestRedirectsNowhereElse(String parameter, String value) {
        unusable(alice.get(direct(parameter, value)));
        assertThat(alice.get(direct()).status()).as("its twin").isEqualTo(303);
    }

    /** AC-17, AC-03: what is wrong with the request of a known client is told to that client. */
    @ParameterizedTest
    @CsvSource({"response_type, token, unsupported_response_type", "response_type, id_token, unsupported_response_type",
        "response_type, code token, unsupported_response_type", "response_type, none, unsupported_response_type",
        "response_type, '', unsupported_response_type", "response_mode, fragment, invalid_request",
        "code_challenge, '', invalid_request", "code_challenge_method, plain, invalid_request",
        "code_challenge_method, '', invalid_request", "dpop_jkt, '', invalid_request", "dpop_jkt, x, invalid_request",
        "scope, '', invalid_request", "scope, read:all, invalid_scope", "scope, write:payouts, invalid_scope",
        "scope, openid, invalid_scope", "authorization_details, [{}], invalid_request", "request, e30.e30., invalid_request",
        "resource, https://evil.example, invalid_target", "prompt, login, invalid_request",
        "prompt, none, consent_required"})
    void ac17ADirectRequestIsRefusedWithTheIssuersName(String parameter, String value, String error) {
        answers(alice.get(direct(parameter, value)), "error", error, "s");
        assertThat(alice.get(direct()).location()).as("its twin").startsWith("/oauth2/authorize?client_id=support-agent");
    }

    /** RFC 6749 §3.1: a parameter without a value is one that was left out. */
    @Test
    void aDirectRequestMayHaveParametersWithoutAValue() {
        assertThat(alice.get(direct() + "&resource=&prompt=&response_mode=&request=").status()).isEqualTo(303);
    }

    /** What goes back in an address fits into its header, whatever of it has to be encoded. */
    @ParameterizedTest
    @CsvSource({"s, 512, true", "s, 513, false", "\u20ac, 512, true", "\u20ac, 513, false", "s, 7000, false"})
    void aStateThatIsTooLongGoesNowhere(String character, int length, boolean answered) {
        String state = character.repeat(length);
        if (answered) {
            answers(alice.get(direct("state", state, "scope", "read:all")), "error", "invalid_scope", state);
        } else {
            unusable(alice.get(direct("state", state, "scope", "read:all")));
            unusable(alice.get(direct("state", state)));
        }
    }

    /** AC-11: another host of the domain can set neither the cookie's name nor, of two, the one that is believed. */
    @Test
    void ac11TheBrowsersCookieIsThisHostsAndOnlyOne() {
        String cookie = "__Host-errand_browser";
        BrowserUser stranger = new BrowserUser(server);
        Reply opened = stranger.open(agent.requestUri());
        assertThat(opened.cookies()).filteredOn(line -> line.startsWith(cookie + "=")).singleElement()
                .asString().contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax").doesNotContain("Domain", "Max-Age");
        String uri = agent.requestUri();
        assertThat(alice.open(uri).status()).isEqualTo(200);
        String hers = alice.cookie(cookie);
        unusable(alice.at(server).planted(cookie, hers + "; " + cookie + "=" + "x".repeat(43)).open(uri));
        unusable(alice.at(server).planted(cookie, "x".repeat(43) + "; " + cookie + "=" + hers).open(uri));
        assertThat(alice.at(server).planted("errand_browser", "x".repeat(43)).open(uri).status()).as("its twin").isEqualTo(200);
    }

    @Test
    void aDirectRequestOfPlainScopesGetsAPageAndACodeForItsKey() {
        BrowserUser nobody = new BrowserUser(server);
        answers(nobody.get(direct("prompt", "none")), "error", "login_required", "s");
        assertThat(nobody.get(direct()).location()).endsWith("/login");
        String challenge = Secrets.hash(AgentInstance.VERIFIER);
        String stored = alice.get(direct("code_challenge", challenge)).location();
        unusable(admin.get(stored.replace("client_id=support-agent", "client_id=other-agent")));
        String uri = BrowserUser.parameter(alice.get(direct("code_challenge", challenge)), "request_uri");
        Reply redirect = alice.decide(uri, Map.of("decision", "approve", "scope.0", "on"));
        answers(redirect, "code", null, "s");
        AgentInstance.Run run = agent.run(agent.redeem(BrowserUser.parameter(redirect, "code")).send());
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
    }
}

package dev.errand.authz.session.upstream;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** OpenID Connect Back-Channel Logout 1.0 §2.5 to §2.8: what ends sessions and runs, and what does not. */
class BackChannelLogoutTest {

    private static final String PATH = "/login/upstream/op/backchannel-logout";

    private static UpstreamServer upstream;
    private String sid;
    private BrowserUser browser;

    @BeforeAll
    static void start() {
        upstream = new UpstreamServer();
    }

    @AfterAll
    static void stop() {
        upstream.close();
    }

    @BeforeEach
    void logIn() {
        upstream.op.behave();
        sid = UUID.randomUUID().toString();
        browser = upstream.alice(sid);
    }

    private static Reply send(String logoutToken) {
        return upstream.server.post(PATH, List.of(Map.entry("logout_token", logoutToken)), List.of());
    }

    private static Reply sent(String logoutToken) {
        Reply reply = send(logoutToken);
        assertThat(reply.http().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(reply.cookies()).isEmpty();
        return reply;
    }

    @Test
    void endsTheSessionAndItsRunsAndSaysWhy() {
        BrowserUser elsewhere = upstream.alice(sid + "-2");
        AgentInstance.Run run = new AgentInstance(upstream.server).run(browser);
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);

        Reply reply = sent(upstream.op.logoutToken(UpstreamServer.ALICE_THERE, sid));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(UpstreamServer.isLoggedIn(browser)).isFalse();
        assertThat(upstream.sessions(sid)).containsExactly("ended upstream_logout");
        assertThat(run.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request session_ended");
        assertThat(run.refresh().send().refusal()).isEqualTo("400 invalid_grant session_ended");
        assertThat(upstream.server.jdbc().sql("select kind, detail from event where run_id = ? and kind = 'run_revoked'")
                .param(run.runId()).query().singleRow().toString()).contains("upstream_logout");
        assertThat(UpstreamServer.isLoggedIn(elsewhere)).isTrue();
    }

    @Test
    void withoutASidAllOfTheUsersSessionsFromThereEnd() {
        BrowserUser second = upstream.alice(sid + "-2");
        BrowserUser builtIn = upstream.browser();
        builtIn.logIn("alice", "correct horse");
        BrowserUser others = upstream.browser();
        Journey.begin(others, "other").succeed(upstream.other, UpstreamServer.ALICE_THERE, sid);

        assertThat(sent(upstream.op.logoutToken(UpstreamServer.ALICE_THERE, null)).status()).isEqualTo(200);

        assertThat(List.of(browser, second)).noneMatch(UpstreamServer::isLoggedIn);
        assertThat(List.of(builtIn, others)).allMatch(UpstreamServer::isLoggedIn);
        // A login by an ID token of that moment was in flight; a later one is another login.
        Journey inFlight = Journey.begin(upstream.browser(), "op");
        assertThat(Journey.seen(inFlight.succeed(upstream.op, UpstreamServer.ALICE_THERE, sid + "-3")))
                .isEqualTo(Journey.REFUSED);
        Journey later = Journey.begin(upstream.browser(), "op");
        upstream.op.issues(StandInProvider.sign("JWT", upstream.op.idClaims(UpstreamServer.ALICE_THERE, sid + "-4", later.nonce())
                .issueTime(Date.from(upstream.server.clock.instant().plusSeconds(1)))));
        assertThat(Journey.seen(later.back(later.answer(upstream.op)))).isEqualTo("302 /");
        upstream.server.jdbc().sql("delete from upstream_presence where kind = 'sub'").update();
    }

    @Test
    void aSessionThatIsOverBeforeTheLoginEndsItInFlight() {
        Journey journey = Journey.begin(upstream.browser(), "op");
        assertThat(sent(upstream.op.logoutToken(UpstreamServer.ALICE_THERE, sid + "-late")).status()).isEqualTo(200);
        assertThat(Journey.seen(journey.succeed(upstream.op, UpstreamServer.ALICE_THERE, sid + "-late")))
                .isEqualTo(Journey.REFUSED);
        assertThat(upstream.sessions(sid + "-late")).isEmpty();
        assertThat(UpstreamServer.isLoggedIn(upstream.alice(sid + "-other"))).isTrue();
    }

    @Test
    void refusesTheSessionOfOneUserUnderTheNameOfAnother() {
        assertThat(sent(upstream.op.logoutToken("somebody-there", sid)).refusal())
                .isEqualTo("400 invalid_request logout_token_subject");
        assertThat(UpstreamServer.isLoggedIn(browser)).isTrue();
        assertThat(sent(upstream.op.logoutToken(UpstreamServer.ALICE_THERE, sid)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sid alone", "sub and sid"})
    void namesTheSessionBy(String how) {
        String subject = how.equals("sid alone") ? null : UpstreamServer.ALICE_THERE;
        assertThat(sent(upstream.op.logoutToken(subject, sid)).status()).isEqualTo(200);
        assertThat(upstream.sessions(sid)).containsExactly("ended upstream_logout");
    }

    /** Makes a token of claims that are good. */
    interface Spoilt {
        String of(JWTClaimsSet.Builder claims);
    }

    static Stream<Arguments> tokens() {
        return Stream.of(
                refused("logout_token_issuer", "another issuer", claims -> claims.issuer("https://evil.example")),
                refused("logout_token_issuer", "no issuer", claims -> claims.issuer(null)),
                refused("logout_token_audience", "another audience", claims -> claims.audience("somebody")),
                refused("logout_token_audience", "no audience", claims -> claims.audience((String) null)),
                refused("logout_token_time", "no iat", claims -> claims.issueTime(null)),
                refused("logout_token_time", "no iat, soon over", claims -> claims.issueTime(null)
                        .expirationTime(at("2030-05-05T12:00:20Z"))),
                refused("logout_token_time", "an iat in the future", claims -> claims.issueTime(at("2030-05-05T12:05:00Z"))
                        .expirationTime(at("2030-05-05T12:06:00Z"))),
                refused("logout_token_time", "an iat long past", claims -> claims.issueTime(at("2030-05-05T11:00:00Z"))),
                refused("logout_token_time", "no exp", claims -> claims.expirationTime(null)),
                refused("logout_token_time", "its time over", claims -> claims.issueTime(at("2030-05-05T11:58:00Z"))
                        .expirationTime(at("2030-05-05T11:59:00Z"))),
                refused("logout_token_jti", "no jti", claims -> claims.jwtID(null)),
                refused("logout_token_events", "no events", claims -> claims.claim("events", null)),
                refused("logout_token_events", "other events", claims -> claims.claim("events", Map.of("x", Map.of()))),
                refused("logout_token_events", "an event that is no object", claims -> claims.claim("events",
                        Map.of("http://schemas.openid.net/event/backchannel-logout", "x"))),
                refused("logout_token_events", "events that are no object", claims -> claims.claim("events",
                        List.of("http://schemas.openid.net/event/backchannel-logout"))),
                refused("logout_token_nonce", "a nonce", claims -> claims.claim("nonce", "n")),
                refused("logout_token_subject", "neither sub nor sid", claims -> claims.subject(null).claim("sid", null)),
                refused("logout_token_subject", "a sid that is no text", claims -> claims.claim("sid", 7)),
                arguments("logout_token_signature", "the type of an ID token", (Spoilt) c -> StandInProvider.sign("JWT", c)),
                arguments("logout_token_signature", "the type of an access token",
                        (Spoilt) c -> StandInProvider.sign("at+jwt", c)),
                arguments("logout_token_signature", "no type", (Spoilt) c -> StandInProvider.sign("", c)),
                arguments("logout_token_signature", "alg none", (Spoilt) c -> new PlainJWT(c.build()).serialize()),
                arguments("logout_token_signature", "somebody else's key",
                        (Spoilt) c -> StandInProvider.sign("logout+jwt", c, StandInProvider.rsa())),
                arguments("logout_token_signature", "no form", (Spoilt) c -> "x"),
                arguments("logout_token_too_large", "9 KiB", (Spoilt) c -> "x".repeat(9 * 1024)));
    }

    private static Arguments refused(String reason, String what, UnaryOperator<JWTClaimsSet.Builder> change) {
        return arguments(reason, what, (Spoilt) claims -> StandInProvider.sign("logout+jwt", change.apply(claims)));
    }

    private static Date at(String instant) {
        return Date.from(Instant.parse(instant));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("tokens")
    void refusesALogoutTokenWith(String reason, String what, Spoilt spoilt) {
        Reply reply = sent(spoilt.of(upstream.op.logoutClaims(UpstreamServer.ALICE_THERE, sid)));
        assertThat(reply.refusal()).isEqualTo("400 invalid_request " + reason);
        assertThat(UpstreamServer.isLoggedIn(browser)).isTrue();

        assertThat(sent(upstream.op.logoutToken(UpstreamServer.ALICE_THERE, sid)).status()).as("untouched").isEqualTo(200);
        assertThat(UpstreamServer.isLoggedIn(browser)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/logout+jwt", "LOGOUT+JWT", "logout+jwt"})
    void readsTheTypeAsMediaTypesAreRead(String typ) {
        assertThat(sent(StandInProvider.sign(typ, upstream.op.logoutClaims(null, sid))).status()).isEqualTo(200);
    }

    @Test
    void takesATokenOnce() {
        String token = upstream.op.logoutToken(UpstreamServer.ALICE_THERE, null);
        assertThat(sent(token).status()).isEqualTo(200);
        upstream.server.jdbc().sql("delete from upstream_presence where kind = 'sub'").update();
        BrowserUser again = upstream.alice(sid + "-again");

        assertThat(sent(token).refusal()).isEqualTo("400 invalid_request logout_token_replayed");
        assertThat(UpstreamServer.isLoggedIn(again)).isTrue();
    }

    @Test
    void aTokenForOneProviderIsNoneOfAnother() {
        Reply reply = upstream.server.post("/login/upstream/other/backchannel-logout",
                List.of(Map.entry("logout_token", upstream.op.logoutToken(UpstreamServer.ALICE_THERE, sid))), List.of());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(upstream.server.post("/login/upstream/nobody/backchannel-logout",
                List.of(Map.entry("logout_token", "x")), List.of()).refusal())
                .isEqualTo("400 invalid_request registration_unknown");
        assertThat(UpstreamServer.isLoggedIn(browser)).isTrue();
    }

    @Test
    void refusesAFormWithoutOneToken() {
        String token = upstream.op.logoutToken(null, sid);
        assertThat(upstream.server.post(PATH, List.of(), List.of()).refusal())
                .isEqualTo("400 invalid_request logout_token_missing");
        assertThat(upstream.server.post(PATH, List.of(Map.entry("logout_token", token), Map.entry("logout_token", token)),
                List.of()).refusal()).isEqualTo("400 invalid_request logout_token_missing");
        assertThat(UpstreamServer.isLoggedIn(browser)).isTrue();
    }

    /** Back-Channel Logout 1.0 §2.5: the token is in the body of the form, where no log of addresses finds it. */
    @Test
    void readsNothingFromTheAddress() {
        String token = upstream.op.logoutToken(null, sid);
        for (String body : List.of("", "logout_token=" + token)) {
            for (String query : List.of("?logout_token=" + token, "?x=1")) {
                assertThat(upstream.server.send("POST", PATH + query,
                        Map.of("Content-Type", "application/x-www-form-urlencoded"), body).refusal())
                        .isEqualTo("400 invalid_request query_not_allowed");
            }
        }
        assertThat(UpstreamServer.isLoggedIn(browser)).isTrue();
        assertThat(sent(token).status()).as("the same token in the body").isEqualTo(200);
    }

    /** SE-03: a logout token is nobody's access token, and no other token ends a session. */
    @Test
    void isNoAccessTokenAndNoOtherTokenIsOne() {
        AgentInstance agent = new AgentInstance(upstream.server);
        AgentInstance.Run run = agent.run(browser);
        String logoutToken = upstream.op.logoutToken(UpstreamServer.ALICE_THERE, sid);

        assertThat(agent.exchange(logoutToken, "https://orders.example", "read:orders", "[]").send().status()).isEqualTo(400);
        for (String path : List.of("/run", "/admin/api/v1/users")) {
            assertThat(upstream.server.get(path, Map.of("Authorization", "DPoP " + logoutToken)).status()).isEqualTo(401);
            assertThat(upstream.server.get(path, Map.of("Authorization", "Bearer " + logoutToken)).status()).isEqualTo(401);
        }
        String credential = run.exchangeOrder().send().text("access_token");
        Journey journey = Journey.begin(upstream.browser(), "op");
        String idToken = StandInProvider.sign("JWT",
                upstream.op.idClaims(UpstreamServer.ALICE_THERE, sid, journey.nonce()));
        for (String other : List.of(run.token(), credential, idToken, agent.assertion())) {
            assertThat(sent(other).refusal()).isEqualTo("400 invalid_request logout_token_signature");
        }
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(sent(logoutToken).status()).isEqualTo(200);
    }
}

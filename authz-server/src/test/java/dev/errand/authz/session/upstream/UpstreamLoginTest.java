package dev.errand.authz.session.upstream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.testing.Race;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;
import dev.errand.authz.user.upstream.UpstreamAccounts;
import dev.errand.authz.user.upstream.UpstreamIdentity;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Login at another provider, and every way in which it is none; each has its twin that logs in. */
class UpstreamLoginTest {

    private static UpstreamServer upstream;

    @BeforeAll
    static void start() {
        upstream = new UpstreamServer();
    }

    @AfterAll
    static void stop() {
        upstream.close();
    }

    @BeforeEach
    void behave() {
        upstream.op.behave();
        upstream.other.behave();
    }

    @Test
    void opensASessionBehindWhichTheProvidersStands() {
        BrowserUser browser = upstream.browser();
        assertThat(browser.get("/login").body()).contains("<a class=\"button\" href=\"/login/upstream/op\">Log in with op</a>");
        Reply reply = Journey.begin(browser, "op").succeed(upstream.op, UpstreamServer.ALICE_THERE, "sid-1");

        assertThat(Journey.seen(reply)).isEqualTo("302 /");
        assertThat(UpstreamServer.isLoggedIn(browser)).isTrue();
        assertThat(upstream.server.jdbc().sql("""
                select subject, login_method, upstream_issuer, upstream_subject, state from user_session
                where upstream_sid = 'sid-1'
                """).query().singleRow().values()).containsExactly(UpstreamServer.ALICE, "upstream", upstream.op.issuer(),
                UpstreamServer.ALICE_THERE, "live");
        assertThat(upstream.server.jdbc().sql("""
                select detail from event where kind = 'session_opened' and subject = :subject order by event_id desc
                """).param("subject", UpstreamServer.ALICE).query(String.class).list())
                .contains("login by upstream at " + upstream.op.issuer());
    }

    @Test
    void asksWithCodeNonceAndPkce() {
        Map<String, String> request = Journey.begin(upstream.browser(), "op").request();
        assertThat(request).containsEntry("response_type", "code").containsEntry("client_id", StandInProvider.CLIENT)
                .containsEntry("scope", "openid profile").containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", "https://as.example/login/upstream/op/callback")
                .containsKeys("state", "nonce", "code_challenge");
        assertThat(Journey.begin(upstream.browser(), "op").request().get("state")).isNotEqualTo(request.get("state"));
    }

    @Test
    void goesOnToWhatTheBrowserCameFor() {
        BrowserUser browser = upstream.browser();
        browser.get("/my/security");
        Reply reply = Journey.begin(browser, "op").succeed(upstream.op, UpstreamServer.ALICE_THERE, "sid-2");
        assertThat(Journey.seen(reply)).isEqualTo("302 /my/security");
    }

    @Test
    void theBuiltInLoginGoesOnWorking() {
        BrowserUser browser = upstream.browser();
        browser.logIn("alice", "correct horse");
        assertThat(UpstreamServer.isLoggedIn(browser)).isTrue();
    }

    /** What the provider's answer may be changed to: name, and the parameters. */
    static Stream<Arguments> answers() {
        return Stream.of(arguments("another state", with("state", "x")), arguments("no state", without("state")),
                arguments("an issuer that it is not", with("iss", "https://evil.example")),
                arguments("no issuer, though it promises one", without("iss")), arguments("no code", without("code")),
                arguments("an error", with("error", "access_denied")));
    }

    private static UnaryOperator<Map<String, String>> with(String name, String value) {
        return answer -> {
            answer.put(name, value);
            return answer;
        };
    }

    private static UnaryOperator<Map<String, String>> without(String name) {
        return answer -> {
            answer.remove(name);
            return answer;
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void refusesAnAnswerWith(String what, UnaryOperator<Map<String, String>> change) {
        BrowserUser browser = upstream.browser();
        Journey journey = Journey.begin(browser, "op");
        upstream.op.issues(StandInProvider.sign("JWT",
                upstream.op.idClaims(UpstreamServer.ALICE_THERE, "sid-a", journey.nonce())));
        assertRefused(browser, journey.back(change.apply(journey.answer(upstream.op))));
        assertThat(upstream.op.tokenRequests()).as("the code is shown to nobody").isEmpty();
        assertTwinLogsIn();
    }

    /** What an ID token may be changed to; every one of them is well signed, or says so. */
    static Stream<Arguments> idTokens() {
        return Stream.of(arguments("another nonce", token(claims -> claims.claim("nonce", "x"))),
                arguments("no nonce", token(claims -> claims.claim("nonce", null))),
                arguments("another issuer", token(claims -> claims.issuer("https://evil.example"))),
                arguments("no issuer", token(claims -> claims.issuer(null))),
                arguments("another audience", token(claims -> claims.audience("somebody"))),
                arguments("several audiences and no azp", token(claims -> claims
                        .audience(List.of(StandInProvider.CLIENT, "somebody")))),
                arguments("another azp", token(claims -> claims.claim("azp", "somebody"))),
                arguments("its time over", token(claims -> claims.issueTime(at("2030-05-05T11:58:00Z"))
                        .expirationTime(at("2030-05-05T11:59:00Z")))),
                arguments("no end", token(claims -> claims.expirationTime(null))),
                arguments("an issue in the future", token(claims -> claims.issueTime(at("2030-05-05T12:05:00Z"))
                        .expirationTime(at("2030-05-05T12:06:00Z")))),
                arguments("no issue", token(claims -> claims.issueTime(null))),
                arguments("no issue, soon over", token(claims -> claims.issueTime(null)
                        .expirationTime(at("2030-05-05T12:00:20Z")))),
                arguments("no subject", token(claims -> claims.subject(null))),
                arguments("a subject that is none", token(claims -> claims.subject("al\u0000ice"))),
                arguments("a sid that is none", token(claims -> claims.claim("sid", "\u00e4"))),
                arguments("the type of an access token", typed("at+jwt")),
                arguments("the type of a logout token", typed("logout+jwt")),
                arguments("alg none", (UnaryToken) claims -> new PlainJWT(claims.build()).serialize()),
                arguments("a MAC under the client's secret", (UnaryToken) UpstreamLoginTest::mac),
                arguments("a key of somebody else", (UnaryToken) claims -> StandInProvider.sign("JWT", claims,
                        StandInProvider.rsa())),
                arguments("no form", (UnaryToken) claims -> "x.y.z"));
    }

    /** Makes a token of claims that are good. */
    interface UnaryToken {
        String of(JWTClaimsSet.Builder claims) throws JOSEException;
    }

    private static UnaryToken token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return claims -> StandInProvider.sign("JWT", change.apply(claims));
    }

    private static UnaryToken typed(String typ) {
        return claims -> StandInProvider.sign(typ, claims);
    }

    private static Date at(String instant) {
        return Date.from(Instant.parse(instant));
    }

    private static String mac(JWTClaimsSet.Builder claims) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        token.sign(new MACSigner((StandInProvider.SECRET + "x".repeat(32)).getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("idTokens")
    void refusesAnIdTokenWith(String what, UnaryToken change) throws JOSEException {
        BrowserUser browser = upstream.browser();
        Journey journey = Journey.begin(browser, "op");
        upstream.op.issues(change.of(upstream.op.idClaims(UpstreamServer.ALICE_THERE, "sid-b", journey.nonce())));
        assertRefused(browser, journey.back(journey.answer(upstream.op)));
        assertTwinLogsIn();
    }

    /** Login CSRF: the attacker's answer in a browser that did not ask, or asked for itself. */
    @Test
    void refusesAnAnswerInABrowserThatDidNotAsk() {
        Journey attackers = Journey.begin(upstream.browser(), "op");
        upstream.op.issues(StandInProvider.sign("JWT",
                upstream.op.idClaims(UpstreamServer.ALICE_THERE, "sid-c", attackers.nonce())));

        BrowserUser idle = upstream.browser();
        assertRefused(idle, Journey.back(idle, "op", attackers.answer(upstream.op)));
        Journey victims = Journey.begin(upstream.browser(), "op");
        assertRefused(victims.browser(), victims.back(attackers.answer(upstream.op)));
        assertThat(Journey.seen(victims.succeed(upstream.op, UpstreamServer.ALICE_THERE, "sid-c2"))).as(
                "the victim's own login goes on").isEqualTo("302 /");
    }

    /** A response is good once, in a browser that kept a copy of its cookie too. */
    @Test
    void refusesAReplayedResponse() {
        BrowserUser browser = upstream.browser();
        Journey journey = Journey.begin(browser, "op");
        String kept = browser.cookie("__Host-errand_upstream");
        assertThat(Journey.seen(journey.succeed(upstream.op, UpstreamServer.ALICE_THERE, "sid-d"))).isEqualTo("302 /");

        BrowserUser copy = upstream.browser().planted("__Host-errand_upstream", kept);
        assertRefused(copy, Journey.back(copy, "op", journey.answer(upstream.op)));
        assertThat(upstream.sessions("sid-d")).containsExactly("live");
    }

    /** Mix-up: what one provider answers is shown to no other, and nobody takes it for another's. */
    @Test
    void refusesTheAnswerOfAnotherProvider() {
        Journey journey = Journey.begin(upstream.browser(), "op");
        upstream.other.issues(StandInProvider.sign("JWT",
                upstream.other.idClaims(UpstreamServer.ALICE_THERE, "sid-e", journey.nonce())));
        assertRefused(journey.browser(), Journey.back(journey.browser(), "other", journey.answer(upstream.other)));
        assertRefused(journey.browser(), journey.back(journey.answer(upstream.other)));
        assertThat(upstream.other.tokenRequests()).isEmpty();
        assertThat(upstream.op.tokenRequests()).isEmpty();
    }

    @Test
    void refusesACookieThatWasNotSealedHere() {
        Journey journey = Journey.begin(upstream.browser(), "op");
        String sealed = journey.browser().cookie("__Host-errand_upstream");
        upstream.op.issues(StandInProvider.sign("JWT",
                upstream.op.idClaims(UpstreamServer.ALICE_THERE, "sid-f", journey.nonce())));
        int until = sealed.indexOf('.');
        int seal = sealed.lastIndexOf('.');
        for (String cookie : List.of("", "x", changed(sealed, 0), changed(sealed, until - 1), changed(sealed, until + 1),
                changed(sealed, seal - 1), changed(sealed, seal + 1), changed(sealed, sealed.length() - 1), sealed + "A",
                sealed.replace(".", "..1"), sealed.substring(0, seal + 1))) {
            BrowserUser browser = upstream.browser().planted("__Host-errand_upstream", cookie);
            assertRefused(browser, Journey.back(browser, "op", journey.answer(upstream.op)));
        }
        assertThat(Journey.seen(journey.back(journey.answer(upstream.op)))).isEqualTo("302 /");
    }

    /** The text with another character there, whichever that is: what is random must not be hit by chance. */
    private static String changed(String text, int at) {
        return text.substring(0, at) + (text.charAt(at) == '1' ? '2' : '1') + text.substring(at + 1);
    }

    @Test
    void refusesACookieThatIsTooOld() {
        Journey late = Journey.begin(upstream.browser(), "op");
        upstream.server.clock.advance(Duration.ofSeconds(1));
        Journey last = Journey.begin(upstream.browser(), "op");
        upstream.server.clock.advance(LoginStates.LIFE.minusSeconds(1));

        upstream.op.issues(StandInProvider.sign("JWT",
                upstream.op.idClaims(UpstreamServer.ALICE_THERE, "sid-f3", late.nonce())));
        assertRefused(late.browser(), late.back(late.answer(upstream.op)));
        assertThat(Journey.seen(last.succeed(upstream.op, UpstreamServer.ALICE_THERE, "sid-f4"))).isEqualTo("302 /");
    }

    /** Session fixation: what was planted before the login is worth nothing after it. */
    @Test
    void theSessionIsAnother() {
        BrowserUser browser = upstream.browser().planted("__Host-errand_session", "A".repeat(43));
        Journey.begin(browser, "op").succeed(upstream.op, UpstreamServer.ALICE_THERE, "sid-g");
        String first = browser.cookie("__Host-errand_session");
        Journey.begin(browser, "op").succeed(upstream.op, UpstreamServer.ALICE_THERE, "sid-g");

        assertThat(first).isNotEqualTo("A".repeat(43)).isNotEqualTo(browser.cookie("__Host-errand_session"));
        assertThat(UpstreamServer.isLoggedIn(upstream.browser().planted("__Host-errand_session", first))).isFalse();
        assertThat(upstream.sessions("sid-g")).containsExactlyInAnyOrder("ended replaced", "live");
    }

    /** A login that comes to nothing replaces nothing: the session that the browser has goes on, and its runs. */
    @Test
    void whatIsRefusedEndsNoSession() {
        BrowserUser browser = upstream.browser();
        browser.logIn("alice", "correct horse");
        Reply reply = Journey.begin(browser, "op").succeed(upstream.op, "a-stranger", "sid-r");
        assertThat(Journey.seen(reply)).isEqualTo(Journey.REFUSED);
        assertThat(UpstreamServer.isLoggedIn(browser)).isTrue();
    }

    /** A provider that asks nothing makes a login of any link: another site's may begin one, and replace none. */
    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void anotherSitesLinkReplacesNoSession(String site) {
        BrowserUser browser = upstream.browser();
        assertThat(led(browser, site).location()).contains("code_challenge=");
        browser.logIn("alice", "correct horse");

        assertThat(Journey.seen(led(browser, site))).isEqualTo("302 /login");
        assertThat(led(browser, "same-origin").location()).contains("code_challenge=");
        assertThat(led(browser, "none").location()).contains("code_challenge=");
    }

    private static Reply led(BrowserUser browser, String site) {
        Map<String, String> headers = new HashMap<>(browser.headers());
        headers.put("Sec-Fetch-Site", site);
        return upstream.server.get("/login/upstream/op", headers);
    }

    /** A provider that moves names its users by other identities, whose accounts are others too. */
    @Test
    void aUserOfAProviderThatMovedGetsAnotherAccount() {
        UpstreamAccounts accounts = upstream.server.bean(UpstreamAccounts.class);
        String before = accounts.findOrCreate(new UpstreamIdentity("https://before.example", "mover"), "other", "Mo");
        String after = accounts.findOrCreate(new UpstreamIdentity("https://after.example", "mover"), "other", "Mo");

        assertThat(after).isNotEqualTo(before);
        assertThat(upstream.server.bean(Users.class).find(after)).get().extracting(UserAccount::username)
                .isEqualTo("other:" + after);
    }

    /** Whatever the provider says about names, an account is found by its registered link alone. */
    @Test
    void aNameFindsNoAccount() {
        Journey journey = Journey.begin(upstream.browser(), "op");
        upstream.op.issues(StandInProvider.sign("JWT", upstream.op.idClaims("a-stranger", "sid-h", journey.nonce())
                .claim("preferred_username", "alice").claim("email", "alice@example.org").claim("email_verified", true)));
        assertRefused(journey.browser(), journey.back(journey.answer(upstream.op)));
        assertTwinLogsIn();
    }

    @Test
    void theFirstLoginMakesAPlainAccountWhereThatIsSaid() {
        BrowserUser browser = upstream.browser();
        Journey journey = Journey.begin(browser, "other");
        upstream.other.issues(StandInProvider.sign("JWT", upstream.other.idClaims("new-there", "sid-i", journey.nonce())
                .claim("name", "Nora\u0007 <b>").claim("preferred_username", "admin").claim("roles", List.of("admin"))));
        assertThat(Journey.seen(journey.back(journey.answer(upstream.other)))).isEqualTo("302 /");
        Journey.begin(browser, "other").succeed(upstream.other, "new-there", "sid-i2");

        assertThat(upstream.server.jdbc().sql("""
                select username, display_name, roles, enabled from user_account where username like 'other:%'
                  and username like '%new-there'
                """).query().listOfRows()).singleElement().satisfies(row -> assertThat(row.values())
                .containsExactly("other:new-there", "Nora  <b>", "USER", true));
        assertThat(upstream.server.bean(Users.class).authenticate("other:new-there", "")).isEmpty();
    }

    @Test
    void ofManyFirstLoginsOneMakesTheAccount() throws Exception {
        List<Journey> journeys = Stream.generate(() -> Journey.begin(upstream.browser(), "other")).limit(4).toList();
        // One nonce cannot be all of theirs: each has a token of its own, by its code.
        for (int i = 0; i < journeys.size(); i++) {
            upstream.other.answer(post("/token")
                    .withRequestBody(containing("code=code-" + i)),
                    StandInProvider.json(Map.of("access_token", "x", "token_type", "Bearer", "id_token",
                            StandInProvider.sign("JWT",
                                    upstream.other.idClaims("many-there", "sid-j" + i, journeys.get(i).nonce())))));
        }
        List<Reply> replies = Race.of(Stream.iterate(0, i -> i + 1).limit(4)
                .<Callable<Reply>>map(i -> () -> {
                    Map<String, String> answer = journeys.get(i).answer(upstream.other);
                    answer.put("code", "code-" + i);
                    return journeys.get(i).back(answer);
                }).toList());
        assertThat(replies).extracting(Journey::seen).containsOnly("302 /");
        assertThat(upstream.server.jdbc().sql("select count(*) from user_account where username = 'other:many-there'")
                .query(Long.class).single()).isOne();
    }

    @Test
    void knowsNoOtherProvider() {
        assertThat(upstream.browser().get("/login/upstream/nobody").status()).isEqualTo(404);
        assertThat(upstream.browser().get("/login/upstream/nobody/callback?state=x&code=y").status()).isEqualTo(404);
    }

    private static void assertRefused(BrowserUser browser, Reply reply) {
        assertThat(Journey.seen(reply)).isEqualTo(Journey.REFUSED);
        assertThat(UpstreamServer.isLoggedIn(browser)).isFalse();
    }

    private static void assertTwinLogsIn() {
        BrowserUser twin = upstream.alice("sid-twin");
        assertThat(UpstreamServer.isLoggedIn(twin)).isTrue();
    }
}

package dev.errand.authz.attack;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.running.Visitors;

import static org.assertj.core.api.Assertions.assertThat;

/** Sessions that somebody else names: in a token, in a request, in an address. Each attack beside its untouched twin. */
class SessionAttackTest {

    private static RunningServer server;
    private static AgentInstance.Run hers;
    private static AgentInstance.Run his;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        hers = new AgentInstance(server).run(BrowserUser.alice(server), ToolCall.ORDER);
        his = new AgentInstance(server).run(Visitors.other(server), ToolCall.ORDER);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /**
     * SE-05: what is his, under her session.
     *
     * @param change of his exchange, given her {@code sid}
     */
    record Swap(String attack, BiFunction<OAuthRequest, String, OAuthRequest> change, String answer) {

        @Override
        public String toString() {
            return attack;
        }
    }

    static Stream<Swap> swaps() {
        return Stream.of(
                new Swap("in the token, under its old signature",
                        (request, sid) -> request.with("subject_token", altered(his.token(), sid)),
                        "400 invalid_request token_signature"),
                new Swap("in a token of one's own making",
                        (request, sid) -> request.with("subject_token", forged(his.token(), sid)),
                        "400 invalid_request token_signature"),
                new Swap("her token under his key", (request, sid) -> request.with("subject_token", hers.token()),
                        "400 invalid_request proof_key_mismatch"));
    }

    @ParameterizedTest
    @MethodSource("swaps")
    void nobodyActsInAnotherSession(Swap swap) throws ParseException {
        assertThat(swap.change().apply(his.exchangeOrder(), sid(hers.token())).send().refusal()).isEqualTo(swap.answer());
        assertThat(his.exchangeOrder().send().status()).as("twin").isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sid", "session", "session_id", "login_hint"})
    void aSessionThatIsNamedInTheRequestIsNotListenedTo(String parameter) throws ParseException {
        Reply reply = his.exchangeOrder().with(parameter, sid(hers.token())).send();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(sid(reply.text("access_token"))).isEqualTo(sid(his.token())).isNotEqualTo(sid(hers.token()));
    }

    /** SE-15: a session in the address is none. */
    @ParameterizedTest
    @ValueSource(strings = {"/my/security;jsessionid=%s", "/my/security;errand_session=%s", "/my/security?jsessionid=%s",
        "/my/security?errand_session=%s", "/my/security?sid=%s", "/console;JSESSIONID=%s"})
    void aSessionInTheAddressLogsNobodyIn(String address) {
        BrowserUser alice = BrowserUser.alice(server);
        Reply reply = new BrowserUser(server).get(address.formatted(handle(alice)));

        assertThat(reply.status()).isIn(302, 400);
        assertThat(reply.location()).satisfiesAnyOf(to -> assertThat(to).isEmpty(), to -> assertThat(to).endsWith("/login"));
        assertThat(reply.body()).doesNotContain("Alice");
        assertThat(alice.get("/my/security").status()).as("twin").isEqualTo(200);
    }

    @Test
    void noAddressAndNoCookieOfTheContainersCarriesASession() {
        BrowserUser stranger = new BrowserUser(server);
        BrowserUser alice = BrowserUser.alice(server);
        List<Reply> replies = List.of(stranger.get("/login"), stranger.get("/my/agents"), alice.get("/my/agents"),
                alice.get("/my/security"), alice.get("/"), server.get("/login", Map.of("Cookie", "JSESSIONID=1")));

        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.body() + reply.location()).doesNotContainIgnoringCase("jsessionid").doesNotContain(handle(alice));
            assertThat(reply.cookies()).noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
        });
    }

    /** The value of the cookie that is the session. */
    private static String handle(BrowserUser user) {
        return Stream.of(user.headers().get("Cookie").split("; ")).filter(cookie -> cookie.contains("session"))
                .map(cookie -> cookie.split("=", 2)[1]).findFirst().orElseThrow();
    }

    private static String sid(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("sid");
    }

    private static String altered(String token, String sid) {
        String[] parts = token.split("\\.", -1);
        return parts[0] + "." + Base64.getUrlEncoder().withoutPadding()
                .encodeToString(swapped(token, sid).toString().getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
    }

    private static String forged(String token, String sid) {
        try {
            return ResignedToken.sign(server, token, claims -> claims.claim("sid", sid), header -> header,
                    new ECDSASigner(RunningServer.key()));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static JWTClaimsSet swapped(String token, String sid) {
        return new JWTClaimsSet.Builder(ResignedToken.read(token)).claim("sid", sid).build();
    }
}

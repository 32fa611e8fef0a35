package dev.errand.authz.attack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolClient;

import static org.assertj.core.api.Assertions.assertThat;

/** SE-01, SE-09, SE-13: a credential is good while all that it stands on holds, and only its own tool hears so. */
class IntrospectionAttackTest {

    private static final String INACTIVE = "{\"active\":false}";

    private static RunningServer server;
    private static ToolClient orders;
    private static ToolClient refunds;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        orders = ToolClient.registered(server, RunningServer.ORDERS);
        refunds = ToolClient.registered(server, RunningServer.REFUNDS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String credential(AgentInstance.Run run) {
        Reply issued = run.exchangeOrder().send();
        assertThat(issued.status()).isEqualTo(200);
        return issued.text("access_token");
    }

    private static void expectActive(String credential) {
        Reply reply = orders.introspect(credential);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("active").asBoolean(false)).as(reply.body()).isTrue();
    }

    private static void expectInactive(ToolClient tool, String token) {
        Reply reply = tool.introspect(token);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(INACTIVE);
        assertThat(reply.http().headers().firstValue("Cache-Control")).contains("no-store");
    }

    /** RFC 7662 §2.2: what the credential says, and that it is good. */
    @Test
    void itsToolHearsWhatAGoodCredentialSays() {
        AgentInstance.Run run = new AgentInstance(server).run(BrowserUser.alice(server));
        Reply reply = orders.introspect(credential(run));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.http().headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode said = reply.json();
        assertThat(said.path("active").asBoolean(false)).isTrue();
        assertThat(said.path("token_type").asString()).isEqualTo("DPoP");
        assertThat(said.path("iss").asString()).isEqualTo(RunningServer.ISSUER);
        assertThat(said.path("aud").asString()).isEqualTo(RunningServer.ORDERS);
        assertThat(said.path("sub").asString()).isEqualTo("user-678");
        assertThat(said.path("client_id").asString()).isEqualTo("support-agent");
        assertThat(said.path("run_id").asString()).isEqualTo(run.runId());
        assertThat(said.path("scope").asString()).isEqualTo("read:orders");
        assertThat(said.path("exp").asLong()).isEqualTo(server.clock.instant().getEpochSecond() + 60);
        assertThat(said.at("/cnf/jkt").asString()).isEqualTo(run.agent().key.jkt());
        assertThat(said.at("/authorization_details/0/identifier").asString()).isEqualTo("order-12345");
    }

    /** SE-01, SE-13. */
    @ParameterizedTest
    @MethodSource("dev.errand.authz.attack.Ending#all")
    void noCredentialOutlivesWhatItStandsOn(Ending ending) {
        BrowserUser user = new BrowserUser(server);
        user.logIn("admin", "battery staple");
        AgentInstance.Run run = new AgentInstance(server, "other-agent", server.otherAgentKey).run(user);
        String credential = credential(run);
        expectActive(credential);
        Ending.Scene scene = new Ending.Scene(server, user, run);
        ending.happens().accept(scene);
        expectInactive(orders, credential);
        scene.restore();
        expectInactive(orders, credential);
    }

    /** What is no credential of the tool that asks. */
    private record Other(String attack, BiFunction<AgentInstance.Run, String, String> token) {

        @Override
        public String toString() {
            return attack;
        }
    }

    static Stream<Other> others() {
        return Stream.of(new Other("SE-09 a run token", (run, _) -> run.token()),
                new Other("SE-09 a refresh token", (run, _) -> run.refreshToken()),
                new Other("SE-09 another tool's credential",
                        (run, _) -> run.exchangeRefund("20.00", "USD", "order-12345").send().text("access_token")),
                new Other("SE-09 the tool's own assertion", (_, _) -> orders.assertion()),
                new Other("SE-09 a credential with another signature",
                        (_, good) -> good.substring(0, good.length() - 4) + (good.endsWith("AAAA") ? "BBBB" : "AAAA")),
                new Other("SE-09 a credential with a blank", (_, good) -> good + " "),
                new Other("SE-09 half a credential", (_, good) -> good.substring(0, good.length() / 2)),
                new Other("SE-09 a word", (_, _) -> "garbage"),
                new Other("SE-09 more than a token can be", (_, _) -> "e".repeat(30_000)));
    }

    @ParameterizedTest
    @MethodSource("others")
    void nothingElseIsActive(Other other) {
        AgentInstance.Run run = new AgentInstance(server).run(BrowserUser.alice(server));
        String good = credential(run);
        expectInactive(orders, other.token().apply(run, good));
        expectActive(good);
    }

    @Test
    void aCredentialEndsByItself() {
        String credential = credential(new AgentInstance(server).run(BrowserUser.alice(server)));
        server.clock.advance(Duration.ofSeconds(59));
        expectActive(credential);
        server.clock.advance(Duration.ofSeconds(1));
        expectInactive(orders, credential);
    }

    /** SE-09: a tool that is not the audience. */
    @Test
    void anotherToolHearsNothing() {
        String credential = credential(new AgentInstance(server).run(BrowserUser.alice(server)));
        expectInactive(refunds, credential);
        expectActive(credential);
    }

    /** SE-09: who is no tool. */
    @Test
    void nobodyElseIsAnswered() {
        AgentInstance agent = new AgentInstance(server);
        String credential = credential(agent.run(BrowserUser.alice(server)));
        List<Map.Entry<String, String>> form = List.of(Map.entry("token", credential));
        assertThat(server.post("/oauth2/introspect", form, List.of()).refusal())
                .isEqualTo("401 invalid_token assertion_missing");
        assertThat(agent.authenticated("/oauth2/introspect").with("token", credential).send().status()).isEqualTo(401);
        Map<String, String> headers = orders.headers("POST", "/oauth2/introspect");
        assertThat(server.post("/oauth2/introspect", form, List.copyOf(headers.entrySet())).status()).isEqualTo(200);
        assertThat(server.post("/oauth2/introspect", form, List.copyOf(headers.entrySet())).refusal())
                .isEqualTo("401 invalid_dpop_proof proof_replayed");
    }

    @Test
    void aRequestWithoutOneTokenIsMalformed() {
        assertThat(send(List.of())).isEqualTo("400 invalid_request token_missing");
        assertThat(send(List.of(Map.entry("token", "a"), Map.entry("token", "b"))))
                .isEqualTo("400 invalid_request parameter_repeated");
        assertThat(send(List.of(Map.entry("token", "a"), Map.entry("token_type_hint", "access_token")))).startsWith("200");
    }

    private static String send(List<Map.Entry<String, String>> form) {
        return server.post("/oauth2/introspect", form,
                List.copyOf(orders.headers("POST", "/oauth2/introspect").entrySet())).refusal();
    }
}

package dev.errand.authz.ending.feed;

import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.Runs;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The feed over HTTP, on two nodes. */
@Timeout(120)
class RevocationsTest {

    private static RunningServer server;
    private static RunningServer other;
    private static RunningServer third;
    private static ToolClient orders;
    private static ToolClient refunds;
    private static ExecutorService readers;

    private BrowserUser alice;
    private AgentInstance.Run run;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        other = server.secondNode();
        third = server.secondNode();
        // After the nodes, each of which registers the tools of its set-up file, without keys.
        orders = ToolClient.registered(server, RunningServer.ORDERS);
        refunds = ToolClient.registered(server, RunningServer.REFUNDS);
        readers = Executors.newCachedThreadPool();
    }

    @AfterAll
    static void stop() {
        readers.shutdown();
        third.close();
        other.close();
        server.close();
    }

    @BeforeEach
    void open() {
        server.clock.advance(Duration.ofMinutes(6));
        alice = BrowserUser.alice(server);
        run = new AgentInstance(server).run(alice);
    }

    private JsonNode credential() {
        return claims(run.exchangeOrder().send());
    }

    private static JsonNode claims(Reply issued) {
        assertThat(issued.status()).isEqualTo(200);
        String[] parts = issued.text("access_token").split("\\.", -1);
        return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[1]));
    }

    private void revoke(RunningServer node) {
        assertThat(node.bean(Runs.class).revoke(run.runId(), "test", RunEnding.ADMIN)).isTrue();
    }

    private static List<String> ids(JsonNode answer) {
        return answer.path("revoked").valueStream().map(one -> one.path("credential_id").asString()).toList();
    }

    private static String cursor(ToolClient tool) {
        return tool.revocations("").text("cursor");
    }

    @Test
    void aLogoutIsToldToTheToolOfEachCredentialAndToNoOther() {
        JsonNode order = credential();
        JsonNode refund = claims(run.exchangeRefund("20.00", "USD", "order-12345").send());
        alice.logOut();

        Reply told = orders.revocations("");
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.http().headers().firstValue("DPoP-Nonce")).isPresent();
        assertThat(told.http().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(told.json().propertyNames()).containsExactly("cursor", "as_of", "revoked", "more");
        assertThat(told.text("cursor")).matches("[A-Za-z0-9._-]{1,64}");
        assertThat(told.json().path("as_of").isNumber()).isTrue();
        assertThat(told.json().path("as_of").asDouble()).isEqualTo(server.clock.instant().toEpochMilli() / 1000.0);
        assertThat(told.json().path("more").asBoolean(true)).isFalse();
        assertThat(told.json().path("revoked")).hasSize(1);
        JsonNode one = told.json().path("revoked").get(0);
        assertThat(one.propertyNames()).containsExactly("credential_id", "run_id", "reason", "ended_at", "expires_at");
        assertThat(one.path("credential_id").asString()).isEqualTo(order.path("jti").asString());
        assertThat(one.path("run_id").asString()).isEqualTo(run.runId());
        assertThat(one.path("reason").asString()).isEqualTo("session_ended");
        assertThat(one.path("ended_at").asLong()).isEqualTo(server.clock.instant().getEpochSecond());
        assertThat(one.path("expires_at").asLong()).isEqualTo(order.path("exp").asLong());
        assertThat(ids(refunds.revocations("").json())).containsExactly(refund.path("jti").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?since=", "?since=999999999", "?since=-1", "?since=x.y", "?since=99999999999999999999999&wait=5"})
    void aCursorThatIsNoneGetsEverything(String query) {
        String id = credential().path("jti").asString();
        revoke(server);
        assertThat(ids(orders.revocations(query).json())).containsExactly(id);
        assertThat(ids(orders.revocations("?since=" + cursor(orders)).json())).isEmpty();
    }

    /** The reader waits at the first node, whichever node ends the run. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWaitsHearsOfAnEnding(boolean sameNode) throws Exception {
        String id = credential().path("jti").asString();
        String since = cursor(orders);
        CompletableFuture<Reply> waiting = CompletableFuture
                .supplyAsync(() -> orders.revocations("?since=" + since + "&wait=25"), readers);
        awaitReader();
        assertThat(waiting).isNotDone();
        revoke(sameNode ? server : other);

        Reply told = waiting.get(60, TimeUnit.SECONDS);
        assertThat(ids(told.json())).containsExactly(id);
        assertThat(told.text("cursor")).isNotEqualTo(since);
    }

    private static void awaitReader() {
        while (server.bean(FeedWatch.class).waiting() == 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoWaitsInVainIsToldSo() {
        String since = cursor(orders);
        Reply told = orders.revocations("?since=" + since + "&wait=1");
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.text("cursor")).isEqualTo(since);
        assertThat(told.json().path("revoked")).isEmpty();
        assertThat(told.http().headers().firstValue("DPoP-Nonce")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"26", "-1", "x", "1.5", "", "99999999999"})
    void aWaitThatIsNoneIsRefused(String wait) {
        assertThat(orders.revocations("?wait=" + wait).refusal()).isEqualTo("400 invalid_request wait_malformed");
        assertThat(orders.revocations("?wait=25").status()).as("without a cursor nobody waits").isEqualTo(200);
    }

    static Stream<Map.Entry<String, Map<String, String>>> strangers() {
        Map<String, Map<String, String>> strangers = new LinkedHashMap<>();
        strangers.put("401 invalid_token assertion_missing", Map.of());
        strangers.put("401 invalid_token bearer_downgrade", Map.of("Authorization", "Bearer " + orders.assertion()));
        strangers.put("401 invalid_dpop_proof proof_htu", orders.headers("GET", "/tools/scopes"));
        strangers.put("401 invalid_dpop_proof proof_htm", orders.headers("POST", "/revocations"));
        strangers.put("401 invalid_dpop_proof proof_missing", Map.of("Authorization", "DPoP " + orders.assertion()));
        Map<String, String> otherKey = orders.headers("GET", "/revocations", refunds.assertion());
        strangers.put("401 invalid_dpop_proof proof_key_mismatch", otherKey);
        return strangers.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void nobodyElseHearsAnything(Map.Entry<String, Map<String, String>> stranger) {
        for (String accept : List.of("application/json", "text/event-stream")) {
            Map<String, String> headers = new LinkedHashMap<>(stranger.getValue());
            headers.put("Accept", accept);
            Reply reply = server.get("/revocations", headers);
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.http().headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(reply.json().path("revoked").isMissingNode()).isTrue();
        }
        assertThat(orders.revocations("").status()).isEqualTo(200);
    }

    @Test
    void anAssertionIsGoodOnce() {
        Map<String, String> headers = orders.headers("GET", "/revocations");
        assertThat(server.get("/revocations", headers).status()).isEqualTo(200);
        assertThat(server.get("/revocations", headers).refusal()).isEqualTo("401 invalid_dpop_proof proof_replayed");
    }

    @Test
    void aStreamTellsWhatIsThereAndGoesOn() throws Exception {
        String before = credential().path("jti").asString();
        revoke(server);
        try (Subscription stream = new Subscription(server, orders, Map.of())) {
            Subscription.Event begin = stream.next();
            assertThat(begin.name()).isEqualTo("revocations");
            assertThat(ids(begin.data())).containsExactly(before);
            assertThat(begin.id()).isEqualTo(begin.data().path("cursor").asString());
            Subscription.Event heartbeat = stream.next();
            assertThat(heartbeat.data().path("revoked")).isEmpty();
            assertThat(heartbeat.id()).isEqualTo(begin.id());

            run = new AgentInstance(server).run(alice);
            String later = credential().path("jti").asString();
            revoke(other);
            Subscription.Event news = stream.nextNews();
            assertThat(ids(news.data())).containsExactly(later);
            try (Subscription resumed = new Subscription(server, orders, Map.of("Last-Event-ID", begin.id()))) {
                assertThat(ids(resumed.next().data())).containsExactly(later);
            }
        }
    }

    @Test
    void aStreamEndsWithTheAssertion() throws Exception {
        try (Subscription stream = new Subscription(server, orders, Map.of())) {
            stream.next();
            server.clock.advance(Duration.ofSeconds(64));
            stream.next();
            server.clock.advance(Duration.ofSeconds(2));
            stream.awaitEnd();
        }
        assertThat(orders.revocations("").status()).isEqualTo(200);
    }

    @Test
    void aStreamEndsWhenTheToolsKeysAreTakenAway() throws Exception {
        ToolClient tool = ToolClient.registered(server, "https://leaving.example");
        try (Subscription stream = new Subscription(server, tool, Map.of());
                Subscription stays = new Subscription(server, orders, Map.of())) {
            stream.next();
            tool.at(other).shutOut();
            stream.awaitEnd();
            assertThat(stays.next().name()).isEqualTo("revocations");
            assertThat(tool.revocations("").refusal()).isEqualTo("401 invalid_token assertion_signature");
            assertThat(stays.next().data().path("revoked")).isEmpty();
        }
    }

    /** Readers do not keep a node from stopping. */
    @Test
    void aNodeThatStopsLetsItsReadersGo() throws Exception {
        ToolClient tool = orders.at(third);
        String since = cursor(tool);
        CompletableFuture<Reply> waiting = CompletableFuture
                .supplyAsync(() -> tool.revocations("?since=" + since + "&wait=25"), readers);
        try (Subscription stream = new Subscription(third, tool, Map.of())) {
            stream.next();
            while (third.bean(FeedWatch.class).waiting() < 2) {
                Thread.onSpinWait();
            }
            third.close();
            stream.awaitEnd();
        }
        Reply told = waiting.get(30, TimeUnit.SECONDS);
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.text("cursor")).isEqualTo(since);
    }
}

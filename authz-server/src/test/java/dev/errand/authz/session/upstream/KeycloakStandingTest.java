package dev.errand.authz.session.upstream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.Visitors;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A run that stands on a Keycloak's session: asked before anything is given out, and nothing is given out unasked. */
class KeycloakStandingTest {

    private static final String ALICE = UpstreamServer.ALICE_THERE;

    private static UpstreamServer upstream;
    private static StandInRealm realm;

    private String sid;
    private BrowserUser browser;
    private AgentInstance.Run run;

    @BeforeAll
    static void start() {
        Map<String, Object> properties = new HashMap<>(StandInRealm.properties("op"));
        properties.put("errand.upstream.timeout", "5s");
        upstream = new UpstreamServer(properties);
        realm = new StandInRealm(upstream.op);
    }

    @AfterAll
    static void stop() {
        upstream.close();
    }

    @BeforeEach
    void logIn() {
        sid = UUID.randomUUID().toString();
        realm.behave(ALICE, sid);
        browser = upstream.alice(sid);
        run = new AgentInstance(upstream.server).run(browser);
    }

    private long calls() {
        return upstream.server.jdbc().sql("select calls_left from run where run_id = ?").param(run.runId())
                .query(Long.class).single();
    }

    @Test
    void asksAtEachRefreshAndNowAndThenAtExchanges() {
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        int first = realm.asked().size();
        assertThat(first).isPositive();
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(realm.asked()).hasSize(first);

        Reply refreshed = run.refresh().send();
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(realm.asked()).hasSizeGreaterThan(first);
        int second = realm.asked().size();
        upstream.server.clock.advance(Duration.ofSeconds(5));
        assertThat(run.agent().run(refreshed).exchangeOrder().send().status()).isEqualTo(200);
        assertThat(realm.asked()).hasSizeGreaterThan(second);
    }

    @Test
    void asksNobodyAboutABuiltInLogin() {
        AgentInstance.Run own = new AgentInstance(upstream.server).run(BrowserUser.alice(upstream.server));
        int before = realm.asked().size();
        assertThat(own.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(own.refresh().send().status()).isEqualTo(200);
        assertThat(realm.asked()).hasSize(before);
    }

    @Test
    void aSessionThatIsOverThereEndsHere() {
        realm.behave(ALICE, "another");
        assertThat(run.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request session_ended");
        assertThat(run.refresh().send().refusal()).isEqualTo("400 invalid_grant session_ended");
        assertThat(upstream.sessions(sid)).containsExactly("ended upstream_session_ended");
        assertThat(upstream.server.jdbc().sql("select detail from event where kind = 'run_revoked' and run_id = ?")
                .param(run.runId()).query(String.class).single()).isEqualTo("session_ended by upstream_session_ended");
    }

    @Test
    void aUserWhoIsDisabledOrGoneThereIsRefusedHere() {
        realm.user(ALICE, Map.of("id", ALICE, "enabled", false));
        assertThat(run.refresh().send().refusal()).isEqualTo("400 invalid_grant session_ended");
        assertThat(upstream.sessions(sid)).containsExactly("ended upstream_user_disabled");

        logIn();
        upstream.op.answer(get(urlPathMatching("/admin/.*/users/count")), StandInProvider.json(7));
        upstream.op.answer(StandInRealm.user(ALICE), aResponse().withStatus(404).withHeader("Content-Type", "application/json")
                .withBody("{\"error\":\"User not found\"}"));
        assertThat(run.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request session_ended");
    }

    static Stream<Arguments> faults() {
        return Faults.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void whereItCannotBeToldNothingIsGivenOutAndNothingUsedUp(String what, ResponseDefinitionBuilder answer) {
        long calls = calls();
        for (MappingBuilder request : List.of(StandInRealm.user(ALICE), StandInRealm.sessions(ALICE))) {
            realm.behave(ALICE, sid);
            upstream.op.answer(request, answer);
            assertUndecided(run.refresh().send());
            if (what.startsWith("slow")) {
                break;
            }
            assertUndecided(run.exchangeOrder().send());
        }
        assertThat(calls()).isEqualTo(calls);
        assertThat(upstream.sessions(sid)).containsExactly("live");

        realm.behave(ALICE, sid);
        assertThat(run.exchangeOrder().send().status()).as("untouched").isEqualTo(200);
        assertThat(run.refresh().send().status()).as("untouched").isEqualTo(200);
    }

    private static void assertUndecided(Reply reply) {
        assertThat(reply.refusal()).isEqualTo("503 temporarily_unavailable upstream_unavailable");
        assertThat(reply.http().headers().firstValue("Retry-After")).isPresent();
        assertThat(reply.text("access_token")).isEmpty();
    }

    /** A realm that answers 404 to everything is no realm whose user is gone. */
    @Test
    void aRealmThatIsNotThereIsNoWordAboutItsUser() {
        upstream.op.wire.resetAll();
        upstream.op.answer(any(urlPathMatching("/.*")), aResponse().withStatus(404));
        assertUndecided(run.refresh().send());
        assertThat(upstream.sessions(sid)).containsExactly("live");
    }

    @Test
    void ourEndingEndsTheSessionThereOnceNoneOfOursStandsOnIt() throws InterruptedException {
        BlockingQueue<String> deleted = listen();
        BrowserUser second = upstream.alice(sid);
        browser.logOut();
        second.logOut();
        assertThat(deleted.poll(30, TimeUnit.SECONDS)).isEqualTo("DELETE " + StandInRealm.SESSIONS + sid + "?isOffline=false");
        assertThat(deleted.poll()).isNull();

        logIn();
        upstream.server.post("/login/upstream/op/backchannel-logout",
                List.of(Map.entry("logout_token", upstream.op.logoutToken(null, sid))), List.of());
        BrowserUser last = upstream.alice(sid + "-last");
        last.logOut();
        assertThat(deleted.poll(30, TimeUnit.SECONDS)).as("what ended there is not ended there again")
                .isEqualTo("DELETE " + StandInRealm.SESSIONS + sid + "-last?isOffline=false");
    }

    private static BlockingQueue<String> listen() {
        BlockingQueue<String> deleted = new LinkedBlockingQueue<>();
        upstream.op.wire.addMockServiceRequestListener((request, response) -> {
            if (request.getMethod().getName().equals("DELETE")) {
                deleted.add(StandInRealm.line(request));
            }
        });
        return deleted;
    }

    @Test
    void whereItCannotBeEndedThereTheLedgerSaysSo() {
        upstream.op.answer(delete(urlPathMatching(StandInRealm.SESSIONS + ".*")), aResponse().withStatus(500));
        browser.logOut();
        assertThat(upstream.sessions(sid)).containsExactly("ended logout");
        awaitFiled("attempts = 1", 1);
        assertThat(alarms()).as("while it is tried").isZero();
        upstream.server.clock.advance(Duration.ofHours(24).plusSeconds(1));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(alarms()).isOne());
        awaitFiled("true", 0);
    }

    private long alarms() {
        return upstream.server.jdbc().sql("""
                select count(*) from event join user_session on event.session = user_session.sid
                where event.kind = 'upstream_session_not_ended' and event.alarm = true and upstream_sid = ?
                """).param(sid).query(Long.class).single();
    }

    private void awaitFiled(String where, long rows) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(upstream.server.jdbc()
                .sql("select count(*) from realm_ending where upstream_sid = ? and " + where).param(sid).query(Long.class)
                .single()).isEqualTo(rows));
    }

    /** What is to be ended there is kept until it is, whatever becomes of the node that was to do it. */
    @Test
    void whatCouldNotBeEndedThereIsTriedAgain() throws InterruptedException {
        upstream.op.answer(delete(urlPathMatching(StandInRealm.SESSIONS + ".*")), aResponse().withStatus(500));
        browser.logOut();
        awaitFiled("attempts = 1", 1);
        BlockingQueue<String> deleted = listen();
        realm.behave(ALICE, sid);
        upstream.server.clock.advance(Duration.ofSeconds(5));
        assertThat(deleted.poll(60, TimeUnit.SECONDS)).isEqualTo("DELETE " + StandInRealm.SESSIONS + sid + "?isOffline=false");
        awaitFiled("true", 0);
        assertThat(alarms()).isZero();
    }

    /** Whoever works elsewhere goes on doing so. */
    @Test
    void whereOurTimeIsOverTheSessionThereGoesOn() {
        upstream.server.clock.advance(Duration.ofMinutes(31));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(upstream.sessions(sid)).containsExactly("ended idle"));
        assertThat(upstream.server.jdbc().sql("select count(*) from realm_ending where upstream_sid = ?").param(sid)
                .query(Long.class).single()).isZero();
        assertThat(realm.asked()).noneMatch(line -> line.startsWith("DELETE") && line.contains(sid));
    }

    @Test
    void publishesWhatIsDifferentAndLeavesAloneWhatIsNotOurs() {
        Map<String, String> ours = Map.of("errand.issuer", "https://as.example");
        upstream.op.answer(get(StandInRealm.SCOPES), StandInProvider.json(List.of(
                Map.of("id", "1", "name", "profile", "protocol", "openid-connect"),
                Map.of("id", "2", "name", "read:orders", "attributes", Map.of("errand.issuer", "https://other.example")),
                Map.of("id", "3", "name", "write:refunds-under-50", "description", "old", "attributes", ours),
                Map.of("id", "4", "name", "read:gone", "attributes", ours))));
        upstream.op.answer(post(StandInRealm.SCOPES), aResponse().withStatus(201));
        upstream.op.answer(any(urlPathMatching(StandInRealm.SCOPES + "/.+")), aResponse().withStatus(204));

        Reply reply = publish("op");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().path("created").asInt()).isPositive();
        assertThat(reply.json().path("changed").asInt()).isOne();
        assertThat(reply.json().path("removed").asInt()).isOne();
        assertThat(reply.json().path("unchanged").asInt()).isZero();
        assertThat(reply.json().path("foreign").toString()).isEqualTo("[\"read:orders\"]");
        assertThat(realm.asked()).contains("PUT " + StandInRealm.SCOPES + "/3", "DELETE " + StandInRealm.SCOPES + "/4")
                .doesNotContain("PUT " + StandInRealm.SCOPES + "/2", "DELETE " + StandInRealm.SCOPES + "/1");
    }

    @Test
    void saysWhatItCannotPublish() {
        assertThat(publish("other").json().path("reason").asString()).isEqualTo("realm_unknown");
        upstream.op.answer(get(StandInRealm.SCOPES), aResponse().withStatus(500));
        Reply reply = publish("op");
        assertThat(reply.status() + " " + reply.json().path("reason").asString()).isEqualTo("503 upstream_unavailable");
        assertThat(reply.http().headers().firstValue("Retry-After")).isPresent();
    }

    private static Reply publish(String registration) {
        BrowserUser admin = Visitors.admin(upstream.server);
        admin.get("/console");
        return upstream.server.post("/admin/api/v1/upstream/" + registration + "/publish-scopes",
                List.of(Map.entry("_csrf", admin.csrf())), List.copyOf(admin.headers().entrySet()));
    }
}

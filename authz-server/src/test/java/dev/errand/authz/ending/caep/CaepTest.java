package dev.errand.authz.ending.caep;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.env.MapPropertySource;

import dev.errand.authz.keys.SigningKeys;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.Runs;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

/** Ended sessions and runs, told to a receiver that may be anything but well. */
@Timeout(120)
class CaepTest {

    private static final String EVENTS = "/events";
    private static final String OTHERS = "/others";

    private static WireMockServer receiver;
    private static RunningServer server;

    private BrowserUser alice;
    private AgentInstance.Run run;

    @BeforeAll
    static void start() {
        receiver = new WireMockServer(options().dynamicPort());
        receiver.start();
        MapPropertySource receivers = new MapPropertySource("receivers",
                Map.of("errand.caep.receivers[0].url", receiver.baseUrl() + EVENTS, "errand.caep.receivers[0].audience",
                        "https://receiver.example", "errand.caep.receivers[0].bearer-token", "a-secret-of-the-receiver",
                        "errand.caep.receivers[1].url", receiver.baseUrl() + OTHERS, "errand.caep.receivers[1].audience",
                        "https://other.example"));
        server = new RunningServer(TestDatabase.H2.newUrl(),
                context -> context.getEnvironment().getPropertySources().addFirst(receivers));
    }

    @AfterAll
    static void stop() {
        server.close();
        receiver.stop();
    }

    @BeforeEach
    void open() {
        receiver.resetAll();
        server.clock.advance(Duration.ofMinutes(1));
        // A session of the test before may be over by its time now, and its ending would be one more event.
        server.jdbc().sql("update user_session set state = 'ended', end_reason = 'logout' where state = 'live'").update();
        server.jdbc().sql("delete from caep_delivery").update();
        answer(OTHERS, aResponse().withStatus(202));
        alice = BrowserUser.alice(server);
        run = new AgentInstance(server).run(alice);
    }

    private static void answer(String path, ResponseDefinitionBuilder with) {
        receiver.stubFor(post(urlEqualTo(path)).willReturn(with));
    }

    /** The first answer is this, and every other 202. */
    private static void answerFirst(ResponseDefinitionBuilder with) {
        receiver.stubFor(post(urlEqualTo(EVENTS)).inScenario("first").whenScenarioStateIs(Scenario.STARTED).willReturn(with)
                .willSetStateTo("later"));
        receiver.stubFor(post(urlEqualTo(EVENTS)).inScenario("first").whenScenarioStateIs("later")
                .willReturn(aResponse().withStatus(202)));
    }

    private static List<LoggedRequest> received(String path) {
        return receiver.findAll(postRequestedFor(urlEqualTo(path)));
    }

    private static long left(String where) {
        return server.jdbc().sql("select count(*) from caep_delivery where receiver like '%" + EVENTS + "' and " + where)
                .query(Long.class).single();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static JWTClaimsSet verified(LoggedRequest request) throws Exception {
        SignedJWT jwt = SignedJWT.parse(request.getBodyAsString());
        SigningKeys keys = server.bean(SigningKeys.class);
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("secevent+jwt");
        assertThat(jwt.verify(new ECDSAVerifier(keys.publicKeys().getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey())))
                .isTrue();
        return jwt.getJWTClaimsSet();
    }

    /** RFC 8417 §2.2, RFC 8935 §2.1. */
    @Test
    void aLogoutIsOneSignedEvent() throws Exception {
        answer(EVENTS, aResponse().withStatus(202));
        alice.logOut();
        await(() -> left("true") == 0 && !received(EVENTS).isEmpty() && !received(OTHERS).isEmpty());

        assertThat(received(EVENTS)).hasSize(1);
        LoggedRequest request = received(EVENTS).getFirst();
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/secevent+jwt");
        assertThat(request.getHeader("Accept")).isEqualTo("application/json");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer a-secret-of-the-receiver");
        JWTClaimsSet claims = verified(request);
        assertThat(claims.getClaims().keySet()).containsExactlyInAnyOrder("iss", "jti", "iat", "aud", "sub_id", "events");
        assertThat(claims.getIssuer()).isEqualTo(RunningServer.ISSUER);
        assertThat(claims.getAudience()).containsExactly("https://receiver.example");
        assertThat(claims.getIssueTime().toInstant()).isEqualTo(server.clock.instant());
        String sid = server.jdbc().sql("select sid from run where run_id = ?").param(run.runId()).query(String.class).single();
        assertThat(claims.getJSONObjectClaim("sub_id")).isEqualTo(Map.of("format", "complex", "user",
                Map.of("format", "iss_sub", "iss", RunningServer.ISSUER, "sub", "user-678"), "session",
                Map.of("format", "opaque", "id", sid)));
        assertThat(claims.getJSONObjectClaim("events")).isEqualTo(Map.of(
                "https://schemas.openid.net/secevent/caep/event-type/session-revoked",
                Map.of("event_timestamp", server.clock.instant().getEpochSecond(), "initiating_entity", "user",
                        "reason_admin", Map.of("en", "Session ended: logout"))));
    }

    @Test
    void aRevokedRunIsAnEventAndACompletedOneIsNone() throws Exception {
        answer(EVENTS, aResponse().withStatus(202));
        AgentInstance.Run done = new AgentInstance(server).run(alice);
        assertThat(done.revoke(done.refreshToken()).send().status()).isEqualTo(200);
        server.bean(Runs.class).revoke(run.runId(), "test", RunEnding.ADMIN);
        await(() -> left("true") == 0 && !received(EVENTS).isEmpty() && !received(OTHERS).isEmpty());

        assertThat(received(EVENTS)).hasSize(1);
        JWTClaimsSet claims = verified(received(EVENTS).getFirst());
        assertThat(claims.getJSONObjectClaim("sub_id")).containsEntry("session", Map.of("format", "opaque", "id", run.runId()))
                .containsEntry("application", Map.of("format", "opaque", "id", "support-agent"));
        assertThat(claims.getJSONObjectClaim("events").toString()).contains("initiating_entity=admin");
        assertThat(verified(received(OTHERS).getFirst()).getAudience()).containsExactly("https://other.example");
        assertThat(received(OTHERS).getFirst().getHeader("Authorization")).isNull();
    }

    @Test
    void aSessionThatEndsBecauseItsUserWasChangedIsTheAdministrators() throws Exception {
        answer(EVENTS, aResponse().withStatus(202));
        Users users = server.bean(Users.class);
        UserAccount before = users.find("user-678").orElseThrow();
        users.update(new UserAccount(before.subject(), before.username(), before.displayName(),
                Set.of(Role.USER, Role.AUDITOR), true), "a test");
        try {
            await(() -> left("true") == 0 && !received(EVENTS).isEmpty());

            assertThat(verified(received(EVENTS).getFirst()).getJSONObjectClaim("events").toString())
                    .contains("initiating_entity=admin", "Session ended: user_changed");
        } finally {
            users.update(before, "a test");
        }
    }

    /** RFC 8935 §2.3, §2.4. */
    @Test
    void whatIsRefusedIsKeptAndNotSentAgain() {
        answer(EVENTS, aResponse().withStatus(400).withHeader("Content-Type", "application/json")
                .withBody("{\"err\":\"invalid_audience\",\"description\":\"not mine\"}"));
        alice.logOut();
        await(() -> left("state = 'failed'") == 1);

        assertThat(left("problem = 'invalid_audience'")).isOne();
        assertThat(server.jdbc().sql("select count(*) from event where kind = 'caep_undelivered' and alarm and at = ?")
                .param(server.clock.instant().atOffset(ZoneOffset.UTC)).query(Long.class).single()).isOne();
        // Longer than any pause before the next try, and not so long that a session is idle by then.
        server.clock.advance(Duration.ofMinutes(11));
        answer(EVENTS, aResponse().withStatus(202));
        run = new AgentInstance(server).run(BrowserUser.alice(server));
        server.bean(Runs.class).revoke(run.runId(), "test", RunEnding.ADMIN);
        await(() -> left("state = 'pending'") == 0);
        assertThat(received(EVENTS)).as("the refused one, and the next").hasSize(2);
    }

    @Test
    void aReceiverThatFailsIsAskedAgainLaterWithTheSameEvent() throws Exception {
        answer(EVENTS, aResponse().withStatus(500));
        alice.logOut();
        await(() -> left("attempts = 1") == 1);
        assertThat(received(EVENTS)).as("three in a row").hasSize(3);
        assertThat(left("state = 'pending' and problem = 'status 500'")).isOne();
        await(() -> !received(OTHERS).isEmpty());
        assertThat(received(OTHERS)).as("another receiver").hasSize(1);

        answer(EVENTS, aResponse().withStatus(202));
        server.clock.advance(Duration.ofSeconds(6));
        await(() -> left("true") == 0);
        assertThat(received(EVENTS)).hasSize(4);
        String jti = verified(received(EVENTS).getFirst()).getJWTID();
        assertThat(verified(received(EVENTS).getLast()).getJWTID()).isEqualTo(jti);
    }

    @Test
    void nothingIsTriedForEver() {
        answer(EVENTS, aResponse().withStatus(503));
        alice.logOut();
        await(() -> left("attempts = 1") == 1);
        server.clock.advance(Duration.ofHours(25));
        await(() -> left("state = 'failed'") == 1);
        assertThat(left("problem = 'status 503'")).isOne();
    }

    /** Nobody looks at what is filed for a receiver that was taken out of the configuration. */
    @Test
    void whatIsFiledForAReceiverThatIsGoneFailsAfterADayAndIsRemoved() {
        answer(EVENTS, aResponse().withStatus(202));
        server.bean(DeliveryRows.class).insert(List.of(new DeliveryRows.Filed("filed-" + run.runId(),
                "https://gone.example/gone?key=a-secret", new Ending("sid-1", run.runId(), "user-678", "support-agent", "admin",
                        server.clock.instant()))));
        server.clock.advance(Duration.ofHours(25));
        server.bean(CaepDeliveries.class).forget();
        assertThat(gone("pending")).as("while somebody may still take it").isOne();

        server.clock.advance(Duration.ofSeconds(1));
        server.bean(CaepDeliveries.class).forget();
        server.bean(CaepDeliveries.class).forget();
        assertThat(gone("failed")).isOne();
        assertThat(server.jdbc().sql("select detail from event where kind = 'caep_undelivered' and alarm and run_id = ?")
                .param(run.runId()).query(String.class).single())
                .isEqualTo("filed-" + run.runId() + " to https://gone.example/gone: not_delivered_in_time");

        server.clock.advance(Duration.ofDays(30));
        server.bean(CaepDeliveries.class).forget();
        assertThat(gone("failed")).isZero();
    }

    private static long gone(String state) {
        return server.jdbc().sql("select count(*) from caep_delivery where receiver like 'https://gone.%' and state = ?")
                .param(state).query(Long.class).single();
    }

    @Test
    void aRedirectIsNotFollowed() {
        answer(EVENTS, aResponse().withStatus(307).withHeader("Location", OTHERS));
        alice.logOut();
        await(() -> left("attempts = 1") == 1);
        assertThat(left("problem = 'status 307'")).isOne();
        await(() -> !received(OTHERS).isEmpty());
        assertThat(received(OTHERS)).as("its own").hasSize(1);
    }

    @Test
    void aSlowAnswerIsNone() {
        answerFirst(aResponse().withStatus(202).withFixedDelay(10_000));
        alice.logOut();
        await(() -> left("true") == 0);
        assertThat(received(EVENTS)).hasSize(2);
    }

    @Test
    void aConnectionThatIsCutIsNoAnswer() {
        answerFirst(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        alice.logOut();
        await(() -> left("true") == 0);
        assertThat(received(EVENTS)).hasSizeGreaterThanOrEqualTo(2);
    }
}

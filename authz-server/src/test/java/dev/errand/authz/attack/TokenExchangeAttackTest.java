package dev.errand.authz.attack;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Race;

import static org.assertj.core.api.Assertions.assertThat;

/** Attacks on token exchange (RFC 8693). Every row's request is good but for one change. */
class TokenExchangeAttackTest {

    private static RunningServer server;
    private static Refusals refusals;
    private static BrowserUser alice;
    private static AgentInstance.Run run;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        refusals = new Refusals(server);
        alice = BrowserUser.alice(server);
        run = new AgentInstance(server).run(alice);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Row> subjectTokens() {
        return new SubjectTokenRows(server, run).rows();
    }

    static Stream<Row> requests() {
        return new ExchangeRows(run).rows();
    }

    @ParameterizedTest
    @MethodSource({"subjectTokens", "requests"})
    void refuses(Row row) {
        Reply twin = good().send();
        assertThat(twin.status()).as(twin.body()).isEqualTo(200);
        refusals.demand(row, good(), new Refusals.Named("support-agent", run.runId()));
        assertThat(good().send().status()).as("the same request afterwards").isEqualTo(200);
    }

    /** A cent and a call at a time, out of a budget that is filled up again: the table is longer than any budget. */
    private static OAuthRequest good() {
        server.jdbc().sql("UPDATE run SET calls_left = max_calls WHERE run_id = ?").param(run.runId()).update();
        return run.exchangeRefund("0.01", "USD", "order-12345");
    }

    /** RFC 6749 §3.2: a parameter without a value is one that was left out. */
    @Test
    void aParameterWithoutAValueIsLeftOut() {
        assertThat(good().with("audience", "").with("actor_token", "").with("actor_token_type", "")
                .with("requested_token_type", "").with("client_assertion", "").send().status()).isEqualTo(200);
    }

    /** TX-01: there is no leeway, and none is taken away. */
    @Test
    void aRunTokenIsGoodToItsLastSecond() {
        String last = ResignedToken.claims(server, run.token(),
                claims -> claims.expirationTime(Date.from(server.clock.instant().plusSeconds(1))));
        assertThat(good().with("subject_token", last).send().status()).isEqualTo(200);
    }

    /** TX-03: another client's assertion beside a run token, with its own key and with the run's. */
    @Test
    void aRunIsItsClientsAlone() {
        AgentInstance other = new AgentInstance(server, "other-agent", server.otherAgentKey);
        long before = refusals.alarms("client_mismatch", run.runId());
        Refusals.Named byOther = new Refusals.Named("other-agent", run.runId());
        Row stolen = Row.of("TX-03", other::authenticate, "400 invalid_request client_mismatch");
        refusals.demand(stolen, run.exchangeOrder(), byOther);
        refusals.demand(stolen, run.exchangeOrder().provenBy(other.key), byOther);
        assertThat(refusals.alarms("client_mismatch", run.runId())).isEqualTo(before + 2);
        assertThat(good().send().status()).isEqualTo(200);
    }

    /** TX-03+: a forged token raises no alarm for the run that it names, a stolen one does. */
    @Test
    void onlyAGenuineTokenRaisesAnAlarm() {
        AgentInstance stranger = new AgentInstance(server, "other-agent", server.otherAgentKey);
        long before = refusals.alarms("run_key_mismatch", run.runId());
        String forged = run.token().substring(0, run.token().lastIndexOf('.') + 1) + "AA";
        refusals.demand(Row.of("forged", r -> r.with("subject_token", forged).provenBy(stranger.key),
                "400 invalid_request token_malformed").byNobody(), good(), named(run));
        assertThat(refusals.alarms("run_key_mismatch", run.runId())).isEqualTo(before);
        refusals.demand(Row.of("stolen", r -> r.provenBy(stranger.key), "400 invalid_request proof_key_mismatch")
                .byNobody(), good(), named(run));
        assertThat(refusals.alarms("run_key_mismatch", run.runId())).isEqualTo(before + 1);
    }

    /** TX-07+: a credential is rightly in its tool's hands, and no sign that anybody but the run has the run token. */
    @Test
    void aCredentialShownByItsToolRaisesNoAlarm() {
        AgentInstance tool = new AgentInstance(server, "other-agent", server.otherAgentKey);
        long before = refusals.alarms("run_key_mismatch", run.runId());
        String credential = good().send().text("access_token");
        refusals.demand(Row.of("TX-07+ under the tool's key",
                r -> r.with("subject_token", credential).provenBy(tool.key),
                "400 invalid_request token_malformed").byNobody().naming("subject_token"), good(), named(run));
        assertThat(refusals.alarms("run_key_mismatch", run.runId())).isEqualTo(before);
    }

    /** TX-11: a run token may be shown again; what is good once is each call of the budget. */
    @Test
    void theLastCallIsGivenOnce() throws Exception {
        AgentInstance.Run own = new AgentInstance(server).run(alice);
        server.jdbc().sql("UPDATE run SET calls_left = 1 WHERE run_id = ?").param(own.runId()).update();
        List<String> replies = Race.of(16, () -> own.exchangeOrder().send()).stream()
                .map(reply -> reply.status() == 200 ? "won" : reply.refusal()).toList();
        assertThat(replies).containsOnlyOnce("won").filteredOn(one -> !one.equals("won")).hasSize(15)
                .containsOnly("400 access_denied budget_exceeded");
    }

    /** TX-15: the earliest of scope, run and session, whatever the run token's own end is. */
    @Test
    void aCredentialEndsWithItsRunAndItsSession() {
        AgentInstance.Run own = new AgentInstance(server).run(alice);
        assertThat(lifetime(own.exchangeOrder())).isEqualTo(60);
        Instant deadline = server.clock.instant().plusSeconds(40);
        server.jdbc().sql("UPDATE run SET deadline = ? WHERE run_id = ?")
                .params(deadline.atOffset(ZoneOffset.UTC), own.runId()).update();
        assertThat(lifetime(own.exchangeOrder())).isEqualTo(40);
        BrowserUser leaving = BrowserUser.alice(server);
        AgentInstance.Run last = new AgentInstance(server).run(leaving);
        endSession(last, 20);
        assertThat(lifetime(last.exchangeOrder())).isEqualTo(20);
        Reply refreshed = last.refresh().send();
        assertThat(refreshed.json().path("expires_in").asInt()).isEqualTo(20);
        AgentInstance.Run next = last.agent().run(refreshed);
        AgentInstance another = new AgentInstance(server);
        String code = another.code(leaving);
        endSession(last, 1);
        refusals.demand(Row.of("TX-15", r -> r, "400 access_denied no_time_left"), next.exchangeOrder(), named(next));
        refusals.demand(Row.of("TX-15 a refresh token", r -> r, "400 invalid_grant no_time_left"), next.refresh(),
                named(next));
        refusals.demand(Row.of("TX-15 a code", r -> r, "400 invalid_grant no_time_left"), another.redeem(code),
                new Refusals.Named("support-agent", null));
    }

    private static void endSession(AgentInstance.Run of, int seconds) {
        server.jdbc().sql("UPDATE user_session SET idle_end = ? WHERE sid = (SELECT sid FROM run WHERE run_id = ?)")
                .params(server.clock.instant().plusSeconds(seconds).atOffset(ZoneOffset.UTC), of.runId()).update();
    }

    /** Seconds, the same in the answer, in the token and in the ledger. */
    private static long lifetime(OAuthRequest exchange) {
        Reply reply = exchange.send();
        JWTClaimsSet claims = ResignedToken.read(reply.text("access_token"));
        long seconds = (claims.getExpirationTime().getTime() - claims.getIssueTime().getTime()) / 1000;
        assertThat(reply.json().path("expires_in").asLong()).isEqualTo(seconds);
        return seconds;
    }

    /** TX-19, TE-43: what the request says about the token beyond what it may ask for is not read. */
    @Test
    void nothingElseInTheRequestReachesTheToken() throws Exception {
        OAuthRequest asked = good().with("act", "{\"sub\":\"root\"}").with("sub", "root").with("expires_in", "86400")
                .with("requested_expiry", "86400").with("exp", "4102444800").with("cnf", "{\"jkt\":\"x\"}")
                .with("max_uses", "100").with("run_id", "other").with("task_id", "other").with("sid", "other")
                .with("token_use", "run");
        JWTClaimsSet token = ResignedToken.read(asked.send().text("access_token"));
        JWTClaimsSet plain = ResignedToken.read(good().send().text("access_token"));
        assertThat(token.getClaims().keySet()).isEqualTo(plain.getClaims().keySet());
        assertThat(token.getJSONObjectClaim("act")).isEqualTo(Map.of("sub", "support-agent"));
        for (String claim : List.of("sub", "act", "cnf", "exp", "max_uses", "run_id", "sid", "scope")) {
            assertThat(token.getClaim(claim)).as(claim).isEqualTo(plain.getClaim(claim));
        }
        assertThat(token.getClaim("token_use")).isNull();
    }

    private static Refusals.Named named(AgentInstance.Run of) {
        return new Refusals.Named("support-agent", of.runId());
    }
}

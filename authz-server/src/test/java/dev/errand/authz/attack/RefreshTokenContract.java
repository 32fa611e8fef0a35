package dev.errand.authz.attack;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Rounds;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Attacks on refresh tokens (RFC 9700 §4.14), on one kind of database. Races are in {@code dev.errand.authz.race}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefreshTokenContract {

    private final TestDatabase database;
    private RunningServer server;
    private Refusals refusals;
    private BrowserUser alice;
    private AgentInstance.Run run;

    RefreshTokenContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        server = new RunningServer(database.newUrl());
        refusals = new Refusals(server);
        alice = BrowserUser.alice(server);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        run = new AgentInstance(server).run(alice);
    }

    /** The rows are of one run, whose token lives through all of them. */
    @TestFactory
    Stream<DynamicTest> refusesAndLeavesTheTokenLive() {
        Stream<DynamicTest> rows = new RefreshRows(server, run).rows()
                .map(row -> dynamicTest(row.attack(), () -> refusals.demand(row, run.refresh(), named())));
        return Stream.concat(rows, Stream.of(dynamicTest("the token is live and the thefts were noticed", () -> {
            assertThat(alarms("run_key_mismatch")).as("RT-05").isEqualTo(1);
            assertThat(alarms("proof_key_mismatch")).as("RT-05+").isEqualTo(1);
            assertThat(run.refresh().send().status()).isEqualTo(200);
        })));
    }

    /** RFC 6749 §3.2: a parameter without a value is one that was left out. It asks for nothing, and is given nothing less. */
    @Test
    void aParameterWithoutAValueNarrowsNothing() {
        assertThat(run.refresh().with("resource", "").with("audience", "").with("scope", "")
                .with("authorization_details", "").with("client_id", "").with("client_assertion", "")
                .with("client_assertion_type", "").send().status()).isEqualTo(200);
    }

    /** RT-01: nothing tells a thief from a client that lost its answer, so the run ends for both. */
    @Test
    void aConsumedTokenEndsTheRunAndItsSuccessor() {
        AgentInstance.Run successor = run.agent().run(run.refresh().send());
        assertThat(successor.exchangeOrder().send().status()).isEqualTo(200);
        server.clock.advance(Duration.ofSeconds(1));
        refusals.demand(Row.of("RT-01", r -> r, "400 invalid_grant refresh_reused"), run.refresh(), named());
        isOverFor(successor);
    }

    /** RT-13: with the key stolen too; whoever comes second ends what the first one got. */
    @Test
    void aThiefWhoComesFirstGainsNothingToKeep() {
        AgentInstance.Run thief = run.agent().run(run.refresh().send());
        AgentInstance.Run further = thief.agent().run(thief.refresh().send());
        assertThat(further.exchangeOrder().send().status()).isEqualTo(200);
        refusals.demand(Row.of("RT-13", r -> r, "400 invalid_grant refresh_reused"), run.refresh(), named());
        isOverFor(further);
    }

    /** RT-17: whoever presents a consumed token shows that two hold it. */
    @Test
    void aConsumedTokenUnderAnotherKeyEndsTheRunToo() {
        AgentInstance.Run successor = run.agent().run(run.refresh().send());
        refusals.demand(Row.of("RT-17", r -> r.provenBy(DPoPKey.generate()), "400 invalid_grant refresh_reused")
                .byNobody(), run.refresh(), named());
        isOverFor(successor);
    }

    /** RT-05+: so does another client, under its own key and assertion. */
    @Test
    void aConsumedTokenInAnotherClientsHandsEndsTheRunToo() {
        AgentInstance other = new AgentInstance(server, "other-agent", server.otherAgentKey);
        AgentInstance.Run successor = run.agent().run(run.refresh().send());
        refusals.demand(Row.of("RT-05+", r -> other.authenticate(r).provenBy(other.key),
                "400 invalid_grant refresh_reused"), run.refresh(), new Refusals.Named("other-agent", run.runId()));
        isOverFor(successor);
    }

    static Stream<Row> wrongCallers() {
        String type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        return Stream.of(
                Row.of("RT-17+ beside another client's id", r -> r.with("client_id", "other-agent"),
                        "401 invalid_client client_mismatch"),
                Row.of("RT-17+ beside a client's id that nobody has", r -> r.with("client_id", "nobody"),
                        "401 invalid_client client_mismatch"),
                Row.of("RT-17+ beside an assertion that is none",
                        r -> r.with("client_assertion_type", type).with("client_assertion", "x.y.z"),
                        "401 invalid_client client_assertion"),
                Row.of("RT-17+ beside an assertion of no type", r -> r.with("client_assertion", "x.y.z"),
                        "401 invalid_client client_assertion"),
                Row.of("RT-17+ beside a client secret", r -> r.with("client_secret", "a-secret"),
                        "401 invalid_client client_method"));
    }

    /** RT-17+: who the caller says to be changes nothing about what a consumed token shows; a live one stays live. */
    @ParameterizedTest
    @MethodSource("wrongCallers")
    void aConsumedTokenBesideAWrongClientEndsTheRunToo(Row row) {
        refusals.demand(row, run.refresh(), named());
        refusals.demand(row, run.revoke(run.refreshToken()), named());
        refusals.demand(row, run.exchangeOrder(), named());
        AgentInstance.Run successor = run.agent().run(run.refresh().send());
        refusals.demand(row, run.exchangeOrder(), named());
        assertThat(successor.exchangeOrder().send().status()).as("a run token is good more than once").isEqualTo(200);
        assertThat(alarms("refresh_reused")).isZero();
        refusals.demand(row, run.refresh(), named());
        isOverFor(successor);
    }

    /** The same where tokens are given back. */
    @ParameterizedTest
    @MethodSource("wrongCallers")
    void aConsumedTokenGivenBackBesideAWrongClientEndsTheRunToo(Row row) {
        AgentInstance.Run successor = run.agent().run(run.refresh().send());
        assertThat(successor.exchangeOrder().send().status()).isEqualTo(200);
        refusals.demand(row, run.revoke(run.refreshToken()), named());
        isOverFor(successor);
    }

    /** Revoked with one alarm, and nothing comes out of it any more. */
    private void isOverFor(AgentInstance.Run holder) {
        assertThat(alarms("refresh_reused")).isEqualTo(1);
        assertThat(server.jdbc().sql("SELECT state || ' ' || end_reason FROM run WHERE run_id = ?").param(run.runId())
                .query(String.class).single()).isEqualTo("revoked refresh_reused");
        refusals.demand(Row.of("refresh", r -> r, "400 invalid_grant run_ended"), holder.refresh(), named());
        refusals.demand(Row.of("exchange", r -> r, "400 invalid_request run_ended"), holder.exchangeOrder(), named());
    }

    private Refusals.Named named() {
        return new Refusals.Named("support-agent", run.runId());
    }

    @Test
    void aForgedSubjectTokenRaisesNoAlarm() {
        String forged = run.token().substring(0, run.token().lastIndexOf('.') + 1) + "AA";
        assertThat(run.exchangeOrder().with("subject_token", forged).provenBy(DPoPKey.generate()).send().refusal())
                .isEqualTo("400 invalid_request token_malformed");
        assertThat(alarms("run_key_mismatch")).isZero();
        assertThat(run.exchangeOrder().provenBy(DPoPKey.generate()).send().refusal())
                .isEqualTo("400 invalid_request proof_key_mismatch");
        assertThat(alarms("run_key_mismatch")).isEqualTo(1);
    }

    /** PAR takes the client's registered method; a run's key is none there, however its secret is presented. */
    @Test
    void aRunsKeyIsNoClientAtThePushedRequest() {
        OAuthRequest push = run.agent().push().without("client_assertion").without("client_assertion_type")
                .with("grant_type", "refresh_token").with("refresh_token", run.refreshToken())
                .with("token", run.token());
        assertThat(push.send().refusal()).isEqualTo("401 invalid_client client_method");
        assertThat(push.provenBy(run.agent().key).without("client_id").send().refusal())
                .isEqualTo("401 invalid_client client_missing");
        assertThat(run.agent().push().send().status()).isEqualTo(201);
    }

    /** RT-09. */
    @Test
    void revokingEndsTheFamily() {
        assertThat(run.revoke(run.refreshToken()).send().status()).isEqualTo(200);
        assertThat(run.refresh().send().refusal()).isEqualTo("400 invalid_grant run_ended");
    }

    @Test
    void revokingAConsumedTokenRaisesAnAlarm() {
        AgentInstance.Run successor = run.agent().run(run.refresh().send());
        assertThat(run.revoke(run.refreshToken()).send().status()).isEqualTo(200);
        assertThat(alarms("refresh_reused")).isEqualTo(1);
        assertThat(successor.refresh().send().refusal()).isEqualTo("400 invalid_grant run_ended");
    }

    @Test
    void nobodyElseRevokes() {
        assertThat(run.revoke(run.token()).provenBy(DPoPKey.generate()).send().status()).isEqualTo(400);
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
    }

    /** RT-11. */
    @Test
    void anIdleTokenExpires() {
        server.clock.advance(Duration.ofMinutes(10));
        assertThat(run.refresh().send().refusal()).isEqualTo("400 invalid_grant refresh_expired");
    }

    @Test
    void refreshNeverOutlivesTheDeadline() {
        AgentInstance.Run last = run;
        server.clock.advance(Duration.ofMinutes(8));
        last = run.agent().run(last.refresh().send());
        server.clock.advance(Duration.ofMinutes(7));
        assertThat(last.refresh().send().status()).isEqualTo(400);
    }

    /** RT-21: a family has one live token, however long it is, and ends with the run. */
    @Test
    void aLongFamilyHasOneLiveToken() {
        AgentInstance.Run last = run;
        for (int i = 0; i < Rounds.of(50, 2_000); i++) {
            last = last.agent().run(last.refresh().send());
        }
        assertThat(server.jdbc().sql("SELECT COUNT(*) FROM refresh_token WHERE run_id = ? AND state = 'live'")
                .param(run.runId()).query(Long.class).single()).isEqualTo(1);
        server.clock.advance(Duration.ofMinutes(15));
        refusals.demand(Row.of("RT-21", r -> r, "400 invalid_grant refresh_expired"), last.refresh(), named());
    }

    private long alarms(String kind) {
        return refusals.alarms(kind, run.runId());
    }
}

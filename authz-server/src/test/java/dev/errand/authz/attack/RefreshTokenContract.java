package dev.errand.authz.attack;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Attacks on refresh tokens (RFC 9700 §4.14), on one kind of database. Races are in {@code dev.errand.authz.race}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefreshTokenContract {

    private final TestDatabase database;
    private RunningServer server;
    private AgentInstance.Run run;

    RefreshTokenContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        server = new RunningServer(database.newUrl());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        run = new AgentInstance(server).run(BrowserUser.alice(server));
    }

    /** RT-01, RT-13. */
    @Test
    void aConsumedTokenEndsTheRunAndItsSuccessor() {
        AgentInstance.Run successor = run.agent().run(run.refresh().send());
        assertThat(successor.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(run.refresh().send().refusal()).isEqualTo("400 invalid_grant refresh_reused");
        assertThat(successor.refresh().send().refusal()).isEqualTo("400 invalid_grant run_ended");
        assertThat(successor.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request run_ended");
        assertThat(alarms("refresh_reused")).isEqualTo(1);
    }

    /** RT-05: refused, alarmed, and not consumed. */
    @Test
    void aLiveTokenUnderAnotherKeyStaysLive() {
        assertThat(run.refresh().provenBy(DPoPKey.generate()).send().refusal())
                .isEqualTo("400 invalid_grant proof_key_mismatch");
        assertThat(alarms("run_key_mismatch")).isEqualTo(1);
        assertThat(run.refresh().send().status()).isEqualTo(200);
    }

    /** RT-17: whoever presents a consumed token shows that two hold it. */
    @Test
    void aConsumedTokenUnderAnotherKeyEndsTheRunToo() {
        AgentInstance.Run successor = run.agent().run(run.refresh().send());
        assertThat(successor.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(run.refresh().provenBy(DPoPKey.generate()).send().refusal())
                .isEqualTo("400 invalid_grant refresh_reused");
        assertThat(successor.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request run_ended");
        assertThat(alarms("refresh_reused")).isEqualTo(1);
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

    /** RT-07. */
    @Test
    void noProofNoRefresh() {
        assertThat(run.refresh().proofs().send().refusal()).isEqualTo("400 invalid_dpop_proof proof_missing");
        assertThat(run.refresh().send().status()).isEqualTo(200);
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

    /** RT-19. */
    @Test
    void aResourceIsNotRefreshed() {
        assertThat(run.refresh().with("resource", RunningServer.ORDERS).send().refusal())
                .isEqualTo("400 invalid_target resource_not_granted");
        assertThat(run.refresh().send().status()).isEqualTo(200);
    }

    @Test
    void anUnknownTokenIsABadGrant() {
        assertThat(run.refresh().with("refresh_token", "unknown").send().refusal())
                .isEqualTo("400 invalid_grant refresh_unknown");
    }

    private long alarms(String kind) {
        return server.jdbc().sql("SELECT COUNT(*) FROM event WHERE kind = ? AND run_id = ? AND alarm = TRUE")
                .params(kind, run.runId()).query(Long.class).single();
    }
}

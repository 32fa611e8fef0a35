package dev.errand.authz.attack;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.run.RepeatableAnswers;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.Runs;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A refresh whose answer got lost (RFC 9700 §4.14.2): who may have it again, and for how long. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefreshRepeatContract {

    private final TestDatabase database;
    private RunningServer server;
    private BrowserUser alice;
    private AgentInstance.Run before;
    private Reply lost;
    private AgentInstance.Run after;

    RefreshRepeatContract(TestDatabase database) {
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
    void refresh() {
        alice = BrowserUser.alice(server);
        before = new AgentInstance(server).run(alice);
        lost = before.refresh().send();
        after = before.agent().run(lost);
    }

    @ParameterizedTest
    @MethodSource("dev.errand.authz.attack.RefreshRepeat#allowed")
    void theAnswerIsTheSameToTheByte(RefreshRepeat repeat) {
        repeat.meanwhile().accept(scene());
        long events = events("refresh_repeated");
        long issued = count("issuance");
        Reply again = repeat.change().apply(before.refresh()).send();

        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(lost.body());
        assertThat(events("refresh_repeated")).isEqualTo(events + 1);
        assertThat(count("issuance")).as("nothing more is issued").isEqualTo(issued);
        assertThat(count("refresh_token")).as("one token and its successor").isEqualTo(2);
        assertThat(after.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(after.refresh().send().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("dev.errand.authz.attack.RefreshRepeat#refused")
    void whatIsNoRepeatEndsTheRun(RefreshRepeat repeat) {
        repeat.meanwhile().accept(scene());
        long issued = count("issuance");
        Reply again = repeat.change().apply(before.refresh()).send();

        assertThat(again.refusal()).isEqualTo(repeat.refusal());
        assertThat(again.body()).doesNotContain("access_token");
        assertThat(events("refresh_reused")).as("alarms").isOne();
        assertThat(events("refresh_repeated")).isZero();
        assertThat(count("issuance")).isEqualTo(issued);
        assertThat(after.exchangeOrder().send().status()).isEqualTo(400);
        assertThat(after.refresh().send().status()).isEqualTo(400);
        assertThat(kept()).as("answers kept").isZero();
    }

    /** RT-05+: another client, by its own assertion under the run's key. */
    @Test
    void anotherClientIsNotTold() {
        AgentInstance other = new AgentInstance(server, "other-agent", server.otherAgentKey);
        assertThat(other.authenticate(before.refresh()).send().refusal()).isEqualTo("400 invalid_grant refresh_reused");
        assertThat(events("refresh_reused")).isOne();
        assertThat(after.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request run_ended");
    }

    @Test
    void theClientsOwnAssertionBesideTheKeyChangesNothing() {
        assertThat(before.agent().authenticate(before.refresh()).send().body()).isEqualTo(lost.body());
    }

    /** A repeat is no second use of a proof: each request brings its own. */
    @Test
    void aReplayedProofIsNotTold() {
        OAuthRequest again = before.refresh();
        assertThat(again.send().body()).isEqualTo(lost.body());
        assertThat(again.send().refusal()).isEqualTo("400 invalid_dpop_proof proof_replayed");
        assertThat(before.refresh().send().body()).as("which spoils nothing").isEqualTo(lost.body());
    }

    /** RT-13+: only the immediate predecessor; what came before it is reused, though its successor was never used. */
    @Test
    void thePredecessorsPredecessorEndsTheRun() {
        Reply next = after.refresh().send();
        assertThat(after.refresh().send().body()).as("the twin").isEqualTo(next.body());
        assertThat(before.refresh().send().refusal()).isEqualTo("400 invalid_grant refresh_reused");
        assertThat(after.refresh().send().refusal()).isEqualTo("400 invalid_grant refresh_reused");
        assertThat(before.agent().run(next).exchangeOrder().send().refusal()).isEqualTo("400 invalid_request run_ended");
    }

    /** Other runs of the same agent have answers of their own. */
    @Test
    void anotherRunsRefreshLeavesTheAnswer() {
        AgentInstance.Run other = before.agent().run(alice);
        Reply others = other.refresh().send();
        assertThat(before.refresh().send().body()).isEqualTo(lost.body());
        assertThat(other.refresh().send().body()).isEqualTo(others.body()).isNotEqualTo(lost.body());
    }

    /** A code is redeemed once, and its answer is not kept. */
    @Test
    void nothingIsKeptOfARedemption() {
        AgentInstance.Run opened = before.agent().run(alice);
        assertThat(kept(opened)).isZero();
    }

    @Test
    void theAnswerGoesWithItsFirstUseAndWithItsTime() {
        assertThat(kept()).isOne();
        assertThat(after.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(kept()).as("after its first use").isZero();

        AgentInstance.Run last = before.agent().run(after.refresh().send());
        server.clock.advance(RefreshRepeat.WINDOW.minusMillis(1));
        server.bean(RepeatableAnswers.class).sweep();
        assertThat(kept()).isOne();
        server.clock.advance(RefreshRepeat.WINDOW);
        server.bean(RepeatableAnswers.class).sweep();
        assertThat(kept()).as("after its time").isZero();
        assertThat(last.exchangeOrder().send().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("endings")
    void theAnswerGoesWithTheRun(RunEnding ending) {
        assertThat(server.bean(Runs.class).revoke(before.runId(), "a test", ending)).isTrue();
        assertThat(kept()).isZero();
    }

    static RunEnding[] endings() {
        return RunEnding.values();
    }

    private RefreshRepeat.Scene scene() {
        return new RefreshRepeat.Scene(server, before, after);
    }

    private long kept() {
        return kept(before);
    }

    private long kept(AgentInstance.Run run) {
        Map<String, Object> row = server.jdbc()
                .sql("SELECT repeat_of, repeat_token, repeat_answer, repeat_until FROM run WHERE run_id = ?")
                .param(run.runId()).query().singleRow();
        long values = row.values().stream().filter(value -> value != null).count();
        assertThat(values).as("all of it or none").isIn(0L, 4L);
        return values / 4;
    }

    private long events(String kind) {
        return server.jdbc().sql("SELECT COUNT(*) FROM event WHERE kind = ? AND run_id = ? AND alarm = ?")
                .params(kind, before.runId(), kind.equals("refresh_reused")).query(Long.class).single();
    }

    private long count(String table) {
        return server.jdbc().sql("SELECT COUNT(*) FROM " + table + " WHERE run_id = ?").param(before.runId())
                .query(Long.class).single();
    }
}

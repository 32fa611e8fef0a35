package dev.errand.authz.race;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.Rounds;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is good once has one winner, however many come with it at once and to whichever node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OneUseRaceContract {

    static final int CALLERS = 64;
    static final String RUN_ENDED = "400 invalid_grant run_ended";
    static final String REFRESH_REUSED = "400 invalid_grant refresh_reused";

    private final TestDatabase database;
    TwoNodes nodes;
    BrowserUser alice;
    AgentInstance agent;

    OneUseRaceContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        nodes = new TwoNodes(database);
        alice = BrowserUser.alice(nodes.first());
    }

    @AfterAll
    void stop() {
        nodes.close();
    }

    @BeforeEach
    void anotherInstance() {
        agent = new AgentInstance(nodes.first());
    }

    static IntStream rounds() {
        return IntStream.rangeClosed(1, Rounds.of(1, 50));
    }

    static Stream<Integer> crowds() {
        return Stream.generate(() -> Stream.of(2, 16, CALLERS)).limit(Rounds.of(1, 67)).flatMap(crowd -> crowd);
    }

    /** The same instance, many times at once: one rotation, and everybody hears of it. */
    @ParameterizedTest
    @MethodSource("crowds")
    void oneRefreshTokenIsRotatedOnceAndAllAreToldTheSame(int callers) throws Exception {
        AgentInstance.Run run = agent.run(alice);
        Replies replies = nodes.race(callers, run::refresh);

        assertThat(replies.refusals()).isEmpty();
        assertThat(replies.answers()).hasSize(1);
        assertThat(nodes.count("event WHERE run_id = ? AND kind = 'refresh_repeated'", run.runId()))
                .isEqualTo(callers - 1);
        assertRotatedOnce(run);
        AgentInstance.Run successor = agent.run(replies.answers().getFirst());
        assertThat(successor.exchangeOrder().at(nodes.second()).send().status()).isEqualTo(200);
        assertThat(successor.refresh().at(nodes.first()).send().status()).isEqualTo(200);
    }

    /** Once the successor was used, whoever comes with its predecessor ends the run. */
    @ParameterizedTest
    @MethodSource("crowds")
    void aConsumedRefreshTokenEndsTheRunOnce(int callers) throws Exception {
        AgentInstance.Run run = agent.run(alice);
        AgentInstance.Run successor = agent.run(run.refresh().send());
        assertThat(successor.exchangeOrder().send().status()).isEqualTo(200);
        Replies replies = nodes.race(callers, run::refresh);

        assertThat(replies.won()).isEmpty();
        assertThat(replies.refusals()).containsOnly(REFRESH_REUSED);
        assertThat(alarms("refresh_reused", run)).isEqualTo(callers);
        assertThat(refusals()).isEqualTo(callers);
        assertRotatedOnce(run);
        assertNothingIsLeftOf(run, successor);
        assertEndedOnce(run, "refresh_reused");
    }

    /** The successor's first use and its predecessor again, at once: told the same before the use, reused after it. */
    @ParameterizedTest
    @MethodSource("crowds")
    void firstUseAndRepeatAtOnceAreOneAfterTheOther(int callers) throws Exception {
        AgentInstance.Run run = agent.run(alice);
        Reply first = run.refresh().send();
        AgentInstance.Run successor = agent.run(first);
        OAuthRequest use = successor.exchangeOrder().at(nodes.second());
        List<Callable<Reply>> both = new ArrayList<>(Stream.generate(() -> run.refresh().at(nodes.next()))
                .limit(callers - 1L).map(one -> (Callable<Reply>) one::send).toList());
        both.add(use::send);
        List<Reply> all = new ArrayList<>(Race.of(both));
        Reply used = all.removeLast();
        Replies repeats = new Replies(all);

        assertThat(repeats.won()).allMatch(reply -> reply.body().equals(first.body()));
        assertThat(repeats.refusals()).isSubsetOf(REFRESH_REUSED);
        assertThat(used.status()).as("nothing but the use makes a repeat a reuse").isEqualTo(200);
        assertThat(nodes.count("run WHERE run_id = ? AND state = 'revoked'", run.runId()))
                .isEqualTo(repeats.refusals().isEmpty() ? 0 : 1);
        assertRotatedOnce(run);
    }

    private void assertRotatedOnce(AgentInstance.Run run) {
        assertThat(nodes.count("refresh_token WHERE run_id = ? AND state = 'consumed'", run.runId())).isOne();
        assertThat(nodes.count("refresh_token WHERE run_id = ?", run.runId())).isEqualTo(2);
        assertThat(issuances(run, "refresh_token")).isOne();
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void oneCodeOpensOneRunAndItsReuseEndsIt(int round) throws Exception {
        String code = agent.code(alice);
        Replies replies = nodes.race(CALLERS, () -> agent.redeem(code));

        AgentInstance.Run run = agent.run(replies.winner());
        assertThat(replies.refusals()).containsOnly("400 invalid_grant code_reused");
        assertThat(alarms("code_reused", run)).isEqualTo(CALLERS - 1);
        assertThat(refusals()).isEqualTo(CALLERS - 1);
        assertNothingIsLeftOf(run);
        assertEndedOnce(run, "code_reused");
        assertThat(nodes.count("run WHERE jkt = ?", agent.key.jkt())).isOne();
        assertThat(issuances(run, "authorization_code")).isOne();
        assertThat(nodes.count("authorization_code WHERE run_id = ? AND state = 'consumed'", run.runId())).isOne();
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void onePushedRequestIsAnsweredOnce(int round) throws Exception {
        String requestUri = agent.requestUri();
        assertThat(alice.open(requestUri).status()).isEqualTo(200);
        long consents = nodes.count("consent");
        long given = nodes.count("event WHERE kind = 'consent_given'");
        List<Reply> replies = Race.of(Stream.<Callable<Reply>>generate(() -> {
            BrowserUser tab = alice.at(nodes.next());
            return () -> tab.answer(requestUri, BrowserUser.APPROVAL);
        }).limit(CALLERS).toList());

        assertThat(replies.stream().map(Reply::status)).containsOnlyOnce(303).containsOnly(303, 400);
        Reply redirect = replies.stream().filter(reply -> reply.status() == 303).findFirst().orElseThrow();
        assertThat(nodes.count("authorization_code WHERE jkt = ?", agent.key.jkt())).isOne();
        assertThat(nodes.count("consent")).isEqualTo(consents + 1);
        assertThat(nodes.count("event WHERE kind = 'consent_given'")).isEqualTo(given + 1);
        assertThat(nodes.count("pushed_request WHERE jkt = ? AND state = 'used'", agent.key.jkt())).isOne();
        assertThat(agent.redeem(BrowserUser.parameter(redirect, "code")).at(nodes.second()).send().status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void oneClientAssertionPushesOneRequest(int round) throws Exception {
        String assertion = agent.assertion();
        long before = strangers("client_assertion_replayed");
        Replies replies = nodes.race(CALLERS, () -> agent.push().with("client_assertion", assertion));

        assertThat(replies.winner().status()).isEqualTo(201);
        assertThat(replies.refusals()).containsOnly("401 invalid_client client_assertion_replayed");
        assertThat(nodes.count("pushed_request WHERE jkt = ?", agent.key.jkt())).isOne();
        assertThat(strangers("client_assertion_replayed")).isEqualTo(before + CALLERS - 1);
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void oneProofCarriesOneExchange(int round) throws Exception {
        AgentInstance.Run run = agent.run(alice);
        String proof = OAuthRequest.proof(nodes.first(), "/oauth2/token", agent.key);
        long before = strangers("proof_replayed");
        Replies replies = nodes.race(CALLERS, () -> run.exchangeOrder().proofs(proof));

        assertThat(replies.winner().text("scope")).isEqualTo("read:orders");
        assertThat(replies.refusals()).containsOnly("400 invalid_dpop_proof proof_replayed");
        assertThat(issuances(run, "token_exchange")).isOne();
        assertThat(nodes.count("run WHERE run_id = ? AND calls_left = 9", run.runId())).isOne();
        assertThat(strangers("proof_replayed")).isEqualTo(before + CALLERS - 1);
    }

    /** Neither its tokens nor their successors work, at either node. */
    void assertNothingIsLeftOf(AgentInstance.Run... tokens) {
        for (AgentInstance.Run token : tokens) {
            for (RunningServer node : List.of(nodes.first(), nodes.second())) {
                assertThat(token.exchangeOrder().at(node).send().refusal())
                        .isIn("400 invalid_request run_ended", "400 invalid_request session_ended");
                assertThat(token.refresh().at(node).send().status()).isEqualTo(400);
            }
        }
    }

    void assertEndedOnce(AgentInstance.Run run, String reason) {
        assertThat(nodes.count("run WHERE run_id = ? AND state <> 'active' AND end_reason = ?", run.runId(), reason))
                .isOne();
        assertThat(nodes.count("event WHERE run_id = ? AND kind IN ('run_completed', 'run_revoked')", run.runId()))
                .isOne();
    }

    long alarms(String kind, AgentInstance.Run run) {
        return nodes.count("event WHERE kind = ? AND run_id = ? AND alarm = TRUE", kind, run.runId());
    }

    /** Refusals of this instance that the ledger has. */
    private long refusals() {
        return nodes.count("refusal WHERE jkt = ?", agent.key.jkt());
    }

    /** Refusals of callers that were not identified, which the ledger counts. */
    private long strangers(String reason) {
        return nodes.first().jdbc().sql("SELECT COALESCE(SUM(refused), 0) FROM refusal_count WHERE reason = ?")
                .params(reason).query(Long.class).single();
    }

    long issuances(AgentInstance.Run run, String trigger) {
        return nodes.count("issuance WHERE run_id = ? AND trigger = ?", run.runId(), trigger);
    }
}

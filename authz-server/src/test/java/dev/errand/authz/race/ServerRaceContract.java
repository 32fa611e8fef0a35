package dev.errand.authz.race;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.Rounds;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Budgets are drawn to their end and not further, and what is ended stays ended, on two nodes at once. */
abstract class ServerRaceContract extends ScopeRaceContract {

    private static final String OVERDRAWN = "400 access_denied budget_exceeded";
    private static final int EXCHANGERS = 15;

    ServerRaceContract(TestDatabase database) {
        super(database);
    }

    static IntStream fewRounds() {
        return IntStream.rangeClosed(1, Rounds.of(1, 50));
    }

    @ParameterizedTest
    @MethodSource("fewRounds")
    void ofTenNineDollarRefundsFiveFitIntoFifty(int round) throws Exception {
        AgentInstance.Run run = agent.run(alice);
        Replies replies = nodes.race(10, () -> run.exchangeRefund("9.00", "USD", "order-12345"));

        assertThat(replies.won()).hasSize(5);
        assertThat(replies.refusals()).hasSize(5).containsOnly(OVERDRAWN);
        assertThat(issuances(run, "token_exchange")).isEqualTo(5);
        assertThat(nodes.count("run_total WHERE run_id = ? AND remaining = 5", run.runId())).isOne();
        assertThat(nodes.count("run WHERE run_id = ? AND calls_left = 5", run.runId())).isOne();
        assertThat(nodes.count("refusal WHERE run_id = ? AND reason = 'budget_exceeded'", run.runId())).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("fewRounds")
    void ofManyCallsTheBudgetsTenAreGranted(int round) throws Exception {
        AgentInstance.Run run = agent.run(alice);
        Replies replies = nodes.race(CALLERS, run::exchangeOrder);

        assertThat(replies.won()).hasSize(10);
        assertThat(replies.refusals()).hasSize(CALLERS - 10).containsOnly(OVERDRAWN);
        assertThat(issuances(run, "token_exchange")).isEqualTo(10);
        assertThat(nodes.count("run WHERE run_id = ? AND calls_left = 0", run.runId())).isOne();
    }

    /** RT-03. */
    @Test
    void aTokenConsumedAtOneNodeIsConsumedAtTheOther() {
        AgentInstance.Run run = agent.run(alice);
        AgentInstance.Run successor = agent.run(run.refresh().at(nodes.first()).send());
        assertThat(successor.exchangeOrder().at(nodes.first()).send().status()).isEqualTo(200);

        assertThat(run.refresh().at(nodes.second()).send().refusal()).isEqualTo(REFRESH_REUSED);
        assertNothingIsLeftOf(run, successor);
        assertThat(alarms("refresh_reused", run)).isPositive();
        assertEndedOnce(run, "refresh_reused");
    }

    /** RT-15, by a thief who has the key too. */
    @ParameterizedTest
    @MethodSource("fewRounds")
    void ofThiefAndVictimAtOnceOneWinsAndNothingIsLeft(int round) throws Exception {
        AgentInstance.Run run = agent.run(alice);
        Replies replies = nodes.race(2, run::refresh);

        assertThat(replies.refusals()).containsExactly(REFRESH_REUSED);
        assertNothingIsLeftOf(run, agent.run(replies.winner()));
        assertThat(alarms("refresh_reused", run)).isPositive();
    }

    /** RT-15, by a thief who has the token alone: never wins, and ends the run only after it was rotated. */
    @ParameterizedTest
    @MethodSource("fewRounds")
    void aThiefWithoutTheKeyWinsNothing(int round) throws Exception {
        AgentInstance.Run run = agent.run(alice);
        DPoPKey thief = DPoPKey.generate();
        List<Reply> replies = Race.of(List.of(run.refresh().at(nodes.first())::send,
                run.refresh().at(nodes.second()).provenBy(thief)::send));

        AgentInstance.Run successor = agent.run(replies.getFirst());
        boolean late = replies.getLast().refusal().equals(REFRESH_REUSED);
        if (late) {
            assertNothingIsLeftOf(run, successor);
        } else {
            assertThat(replies.getLast().refusal()).isEqualTo("400 invalid_grant proof_key_mismatch");
            assertThat(successor.refresh().at(nodes.second()).send().status()).isEqualTo(200);
        }
        assertThat(alarms(late ? "refresh_reused" : "run_key_mismatch", run)).isPositive();
    }

    /** RT-23. */
    @ParameterizedTest
    @MethodSource("fewRounds")
    void afterARevocationWasAcknowledgedNoRefreshSucceeds(int round) throws Exception {
        AgentInstance.Run run = agent.run(alice);
        AtomicBoolean revoked = new AtomicBoolean();
        List<Callable<Reply>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS / 2; i++) {
            callers.add(() -> sentAfter(revoked, run.refresh().at(nodes.next())::send));
            callers.add(() -> {
                Reply reply = run.revoke(run.token()).at(nodes.next()).send();
                revoked.set(true);
                return reply;
            });
        }
        List<Reply> replies = Race.of(callers);

        assertThat(everySecond(replies, 1)).allMatch(reply -> reply.status() == 200);
        Replies refreshes = new Replies(everySecond(replies, 0));
        assertThat(refreshes.won()).hasSizeLessThanOrEqualTo(1);
        assertThat(refreshes.refusals()).isSubsetOf(REFRESH_REUSED, RUN_ENDED);
        assertNothingIsLeftOf(run);
        refreshes.won().forEach(won -> assertNothingIsLeftOf(agent.run(won)));
        assertThat(issuances(run, "refresh_token")).isEqualTo(refreshes.won().size());
    }

    /** The ways in which a run ends while its agent works. */
    private enum Ending {
        REVOCATION, LOGOUT, ADMINISTRATOR
    }

    static Stream<Ending> endings() {
        return IntStream.range(0, Rounds.of(1, 17)).boxed().flatMap(_ -> Stream.of(Ending.values()));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void afterAnEndingWasAcknowledgedNoExchangeSucceedsAndEveryAnswerHasItsRow(Ending ending) throws Exception {
        BrowserUser user = BrowserUser.alice(nodes.first());
        AgentInstance.Run run = busyRun(user);
        CountDownLatch working = new CountDownLatch(20);
        AtomicBoolean ended = new AtomicBoolean();
        Set<String> credentials = ConcurrentHashMap.newKeySet();
        List<Callable<String>> callers = new ArrayList<>(Collections.nCopies(EXCHANGERS, () -> {
            Reply reply = sentAfter(ended, run.exchangeOrder().at(nodes.next())::send);
            while (reply.status() == 200) {
                credentials.add(reply.text("access_token"));
                working.countDown();
                reply = sentAfter(ended, run.exchangeOrder().at(nodes.next())::send);
            }
            return reply.refusal();
        }));
        callers.add(() -> {
            working.await();
            int status = end(ending, run, user).status();
            ended.set(true);
            return String.valueOf(status);
        });
        List<String> last = Race.of(callers);

        String refusal = ending == Ending.LOGOUT ? "session_ended" : "run_ended";
        assertThat(last.subList(0, EXCHANGERS)).containsOnly("400 invalid_request " + refusal);
        assertThat(last.getLast()).isEqualTo(ending == Ending.LOGOUT ? "302" : "200");
        assertThat(issuances(run, "token_exchange")).isEqualTo(credentials.size()).isGreaterThanOrEqualTo(20);
        assertThat(nodes.count("run WHERE run_id = ? AND calls_left = max_calls - ?", run.runId(), credentials.size()))
                .isOne();
        assertNothingIsLeftOf(run);
    }

    /** A run that is opened while its session ends is not opened, or ends with it. */
    @ParameterizedTest
    @MethodSource("fewRounds")
    void codesRedeemedWhileTheSessionEndsLeaveNoRun(int round) throws Exception {
        BrowserUser user = BrowserUser.alice(nodes.first());
        List<String> codes = Stream.generate(() -> agent.code(user)).limit(6).toList();
        AtomicBoolean ended = new AtomicBoolean();
        List<Callable<Reply>> callers = new ArrayList<>();
        codes.forEach(code -> callers.add(() -> sentAfter(ended, agent.redeem(code).at(nodes.next())::send)));
        callers.add(3, () -> {
            Reply reply = user.logOut();
            ended.set(true);
            return reply;
        });
        List<Reply> replies = new ArrayList<>(Race.of(callers));

        assertThat(replies.remove(3).status()).isEqualTo(302);
        Replies redemptions = new Replies(replies);
        assertThat(redemptions.refusals()).isSubsetOf("400 invalid_grant session_ended");
        redemptions.won().forEach(won -> assertNothingIsLeftOf(agent.run(won)));
        assertThat(nodes.count("run WHERE jkt = ?", agent.key.jkt())).isEqualTo(redemptions.won().size());
        assertThat(nodes.count("run WHERE jkt = ? AND state = 'active'", agent.key.jkt())).isZero();
    }

    private AgentInstance.Run busyRun(BrowserUser user) {
        Reply pushed = agent.push().with("authorization_details", """
                [{"type":"agent_run","purpose":"Look at order 12345 again and again",
                  "ceiling":[{"scope":"read:orders","identifier":"order-12345"}],"budget":{"max_calls":10000}}]""")
                .send();
        return agent.run(agent.redeem(BrowserUser.parameter(user.approve(pushed.text("request_uri")), "code")).send());
    }

    private Reply end(Ending ending, AgentInstance.Run run, BrowserUser user) {
        RunningServer node = nodes.second();
        return switch (ending) {
            case REVOCATION -> run.revoke(run.refreshToken()).at(node).send();
            case LOGOUT -> user.at(node).logOut();
            case ADMINISTRATOR -> {
                BrowserUser admin = new BrowserUser(node);
                admin.logIn("admin", "battery staple");
                admin.get("/login");
                yield admin.post("/admin/api/v1/runs/" + run.runId() + "/revoke", Map.of());
            }
        };
    }

    /** Whoever asks after the answer of who ended it is not served. */
    private static Reply sentAfter(AtomicBoolean ended, Supplier<Reply> request) {
        boolean tooLate = ended.get();
        Reply reply = request.get();
        assertThat(tooLate && reply.status() == 200).as("served after the end").isFalse();
        return reply;
    }

    private static List<Reply> everySecond(List<Reply> replies, int from) {
        List<Reply> chosen = new ArrayList<>();
        for (int i = from; i < replies.size(); i += 2) {
            chosen.add(replies.get(i));
        }
        return chosen;
    }
}

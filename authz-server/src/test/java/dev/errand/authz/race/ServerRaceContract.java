package dev.errand.authz.race;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.Reply;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.Rounds;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Budgets are drawn to their end and not further, and what is ended stays ended, on two nodes at once. */
abstract class ServerRaceContract extends ScopeRaceContract {

    private static final String OVERDRAWN = "400 access_denied budget_exceeded";

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

    /** RT-15, by a thief who has the key too, and so is told what the victim is: there is no second successor. */
    @ParameterizedTest
    @MethodSource("fewRounds")
    void thiefAndVictimAtOnceHoldOneSuccessorAndWhoGoesOnUnaskedEndsIt(int round) throws Exception {
        AgentInstance.Run run = agent.run(alice);
        Replies replies = nodes.race(2, run::refresh);

        assertThat(replies.won()).hasSize(2);
        assertThat(replies.answers()).hasSize(1);
        AgentInstance.Run both = agent.run(replies.answers().getFirst());
        AgentInstance.Run thief = agent.run(both.refresh().at(nodes.first()).send());
        assertThat(thief.exchangeOrder().at(nodes.first()).send().status()).isEqualTo(200);
        assertThat(both.refresh().at(nodes.second()).send().refusal()).isEqualTo(REFRESH_REUSED);
        assertNothingIsLeftOf(run, both, thief);
        assertThat(alarms("refresh_reused", run)).isPositive();
    }

    /** What got lost at one node is told again at the other. */
    @Test
    void anAnswerIsRepeatedByAnyNode() {
        AgentInstance.Run run = agent.run(alice);
        Reply lost = run.refresh().at(nodes.first()).send();
        assertThat(run.refresh().at(nodes.second()).send().body()).isEqualTo(lost.body());
        assertThat(agent.run(lost).exchangeOrder().at(nodes.first()).send().status()).isEqualTo(200);
        assertThat(run.refresh().at(nodes.second()).send().refusal()).isEqualTo(REFRESH_REUSED);
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
        assertThat(refreshes.answers()).hasSizeLessThanOrEqualTo(1);
        assertThat(refreshes.refusals()).isSubsetOf(REFRESH_REUSED, RUN_ENDED);
        assertNothingIsLeftOf(run);
        refreshes.answers().forEach(won -> assertNothingIsLeftOf(agent.run(won)));
        assertThat(issuances(run, "refresh_token")).isEqualTo(refreshes.answers().size());
    }

    /** Whoever asks after the answer of who ended it is not served. */
    static Reply sentAfter(AtomicBoolean ended, Supplier<Reply> request) {
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

package dev.errand.authz.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.admin.kill.KillSwitch;
import dev.errand.authz.admin.kill.KillTarget;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.Rounds;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** However a run ends while its agents work on two nodes: from the answer on, nothing more comes out of it. */
abstract class EndingRaceContract extends ServerRaceContract {

    private static final int RUNS = 8;

    EndingRaceContract(TestDatabase database) {
        super(database);
    }

    static Stream<Arguments> endings() {
        int[] crowds = Rounds.of(1, 2) == 1 ? new int[] {15} : new int[] {1, 15, 63};
        return Stream.of(RunningEnd.values()).flatMap(end -> IntStream.of(crowds).boxed()
                .flatMap(crowd -> Stream.generate(() -> arguments(end, crowd)).limit(Rounds.of(1, 14))));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void afterAnEndingWasAcknowledgedNoExchangeSucceedsAndEveryAnswerHasItsRow(RunningEnd end, int exchangers)
            throws Exception {
        RunningEnd.Scene scene = RunningEnd.Scene.newIn(nodes);
        AgentInstance.Run run = scene.run();
        CountDownLatch working = new CountDownLatch(20);
        AtomicBoolean ended = new AtomicBoolean();
        Set<String> credentials = ConcurrentHashMap.newKeySet();
        List<Callable<String>> callers = new ArrayList<>();
        IntStream.range(0, exchangers).forEach(_ -> callers.add(() -> {
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
            end.happens(scene, run);
            long issued = issuances(run, "token_exchange");
            ended.set(true);
            return String.valueOf(issued);
        });
        List<String> last = Race.of(callers);

        assertThat(last.subList(0, exchangers)).isSubsetOf(end.exchangeRefusals());
        assertThat(issuances(run, "token_exchange")).as("issuances when the ending was acknowledged, and when all is over")
                .isEqualTo(Long.parseLong(last.getLast())).isEqualTo(credentials.size()).isGreaterThanOrEqualTo(20);
        assertThat(nodes.count("run WHERE run_id = ? AND calls_left = max_calls - ?", run.runId(), credentials.size()))
                .isOne();
        assertEndedOnce(run, end.reason());
    }

    static Stream<RunningEnd> grounds() {
        return Stream.generate(() -> Stream.of(RunningEnd.LOGOUT, RunningEnd.USER_DISABLED, RunningEnd.AGENT_DISABLED))
                .limit(Rounds.of(1, 67)).flatMap(ends -> ends);
    }

    /** Several runs on one ground, each refreshed over and over; the ground goes. */
    @ParameterizedTest
    @MethodSource("grounds")
    void afterTheGroundIsGoneNoRefreshSucceeds(RunningEnd end) throws Exception {
        RunningEnd.Scene scene = RunningEnd.Scene.newIn(nodes);
        List<AgentInstance.Run> runs = Stream.generate(scene::run).limit(RUNS).toList();
        CountDownLatch working = new CountDownLatch(RUNS);
        AtomicBoolean ended = new AtomicBoolean();
        List<Callable<String>> callers = new ArrayList<>();
        runs.forEach(run -> callers.add(() -> {
            AgentInstance.Run newest = run;
            Reply reply = sentAfter(ended, newest.refresh().at(nodes.next())::send);
            while (reply.status() == 200) {
                working.countDown();
                newest = scene.agent().run(reply);
                reply = sentAfter(ended, newest.refresh().at(nodes.next())::send);
            }
            return reply.refusal();
        }));
        callers.add(() -> {
            working.await();
            end.happens(scene, runs.getFirst());
            long issued = refreshes(runs);
            ended.set(true);
            return String.valueOf(issued);
        });
        List<String> last = Race.of(callers);

        assertThat(last.subList(0, RUNS)).isSubsetOf(end.refreshRefusals());
        assertThat(refreshes(runs)).isEqualTo(Long.parseLong(last.getLast())).isGreaterThanOrEqualTo(RUNS);
        runs.forEach(run -> assertEndedOnce(run, end.reason()));
    }

    private long refreshes(List<AgentInstance.Run> runs) {
        return runs.stream().mapToLong(run -> issuances(run, "refresh_token")).sum();
    }

    /** A run that is opened while its ground goes is not opened, or ends with it. */
    @ParameterizedTest
    @MethodSource("grounds")
    void codesRedeemedWhileTheGroundGoesLeaveNoRun(RunningEnd end) throws Exception {
        RunningEnd.Scene scene = RunningEnd.Scene.newIn(nodes);
        List<String> codes = Stream.generate(scene::code).limit(6).toList();
        AgentInstance.Run other = scene.run();
        AtomicBoolean ended = new AtomicBoolean();
        List<Callable<Reply>> callers = new ArrayList<>();
        codes.forEach(code -> callers.add(() -> sentAfter(ended, scene.agent().redeem(code).at(nodes.next())::send)));
        callers.add(3, () -> {
            end.happens(scene, other);
            ended.set(true);
            return scene.agent().redeem(codes.getFirst()).at(nodes.first()).send();
        });
        List<Reply> replies = new ArrayList<>(Race.of(callers));

        assertThat(replies.remove(3).status()).as("a redemption after it").isGreaterThanOrEqualTo(400);
        Replies redemptions = new Replies(replies);
        assertThat(redemptions.refusals()).isSubsetOf(end.redemptionRefusals());
        String key = scene.agent().key.jkt();
        assertThat(nodes.count("run WHERE jkt = ?", key)).isEqualTo(redemptions.won().size() + 1);
        assertThat(nodes.count("run WHERE jkt = ? AND state = 'active'", key)).isZero();
    }

    static IntStream toolStops() {
        return IntStream.range(0, Rounds.of(2, 200));
    }

    /** No lock of an opening meets the one who stops a tool. Whatever is opened meanwhile gives nothing from the answer on. */
    @ParameterizedTest
    @MethodSource("toolStops")
    void runsOpenedWhileTheirToolIsStoppedGiveNothing(int round) throws Exception {
        RunningEnd.Scene scene = RunningEnd.Scene.newIn(nodes);
        List<String> codes = Stream.generate(scene::code).limit(6).toList();
        AgentInstance.Run before = scene.run();
        AtomicBoolean stopped = new AtomicBoolean();
        List<Callable<Reply>> callers = new ArrayList<>();
        codes.forEach(code -> callers.add(() -> {
            OAuthRequest redemption = scene.agent().redeem(code).at(nodes.next());
            nodes.first().clock.advance(Duration.ofMillis(1));
            return sentAfter(stopped, redemption::send);
        }));
        callers.add(3, () -> {
            nodes.second().bean(KillSwitch.class).pull(new KillTarget.OfTool(RunningServer.ORDERS), "admin", "a test")
                    .orElseThrow();
            stopped.set(true);
            return before.exchangeOrder().at(nodes.first()).send();
        });
        List<Reply> replies = new ArrayList<>(Race.of(callers));

        assertThat(replies.remove(3).refusal()).isEqualTo("400 invalid_request run_ended");
        Replies redemptions = new Replies(replies);
        assertThat(redemptions.refusals()).isSubsetOf("400 invalid_grant run_ended");
        redemptions.won().forEach(won -> {
            AgentInstance.Run opened = scene.agent().run(won);
            assertThat(opened.exchangeOrder().at(nodes.next()).send().refusal()).isEqualTo("400 invalid_request run_ended");
            assertThat(opened.refresh().at(nodes.next()).send().refusal()).isEqualTo("400 invalid_grant run_ended");
        });
        nodes.first().clock.advance(Duration.ofSeconds(1));
        assertThat(scene.run().exchangeOrder().at(nodes.next()).send().status()).as("consented to afterwards").isEqualTo(200);
        nodes.first().clock.advance(Duration.ofSeconds(6));
    }
}

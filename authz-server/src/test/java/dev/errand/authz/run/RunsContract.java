package dev.errand.authz.run;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.agent.AgentChanged;
import dev.errand.authz.session.LoginMethod;
import dev.errand.authz.session.SessionEnded;
import dev.errand.authz.session.SessionEnding;
import dev.errand.authz.session.SessionListener;
import dev.errand.authz.session.UserSession;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.Rounds;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.authz.user.LoginChanged;
import dev.errand.authz.user.UserDisabled;
import dev.errand.toolscope.Money;

import static org.assertj.core.api.Assertions.assertThat;

/** What runs and their budgets owe on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunsContract {

    private static final int CALLERS = 64;

    private final TestDatabase database;
    private List<WiredRuns> nodes;
    private WiredRuns first;
    private UserSession session;
    private Run run;

    /** A run that cannot be ended. */
    private volatile String stuck = "";

    RunsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        Leaves leaves = new Leaves(database);
        nodes = List.of(new WiredRuns(leaves), new WiredRuns(leaves.secondNode()));
        first = nodes.getFirst();
        nodes.forEach(node -> node.leaves.listen(event -> {
            switch (event) {
                case SessionEnded ended -> node.runs.on(ended);
                case AgentChanged changed -> node.runs.on(changed);
                case RunsEnded ended -> requireNoneStuck(ended);
                case LoginChanged _ -> {} // so that the role alone decides
                case UserDisabled disabled -> SessionListener.tell(node.leaves, disabled);
                default -> throw new AssertionError(event);
            }
        }));
    }

    private void requireNoneStuck(RunsEnded ended) {
        if (ended.runs().stream().anyMatch(one -> one.runId().equals(stuck))) {
            throw new IllegalStateException("it cannot be ended");
        }
    }

    @AfterEach
    void release() {
        stuck = "";
        first.leaves.jdbc.sql("delete from run_not_before").update();
    }

    @BeforeEach
    void open() {
        session = first.setTheStage();
        run = first.open(session, 10);
    }

    private Run now() {
        return first.runs.find(run.runId()).orElseThrow();
    }

    private static boolean draw(WiredRuns node, String runId, Debit debit) {
        return node.leaves.transaction.execute(status -> {
            boolean drawn = node.runs.find(runId).filter(found -> node.runs.debit(found, debit).isEmpty()).isPresent();
            if (!drawn) {
                status.setRollbackOnly();
            }
            return drawn;
        });
    }

    private static Debit debit(int calls, String amount) {
        return new Debit(calls, Map.of("amount", WiredRuns.dollars(amount)));
    }

    private long endings() {
        return first.leaves.count("event", "kind in ('run_completed', 'run_revoked', 'run_expired') and run_id = '"
                + run.runId() + "'");
    }

    static Stream<Debit> beyond() {
        return Stream.of(debit(11, "1.00"), debit(1, "50.01"), new Debit(1, Map.of("amount", euros())),
                new Debit(1, Map.of("weight", WiredRuns.dollars("1.00"))),
                new Debit(1, Map.of("amount", WiredRuns.dollars("1.00"), "weight", WiredRuns.dollars("1.00"))));
    }

    private static Money euros() {
        return Money.parse("1.00", "EUR").orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("beyond")
    void aDebitBeyondTheBudgetTakesNothing(Debit debit) {
        assertThat(draw(first, run.runId(), debit)).isFalse();
        assertThat(now().left()).isEqualTo(run.left());
        assertThat(draw(first, run.runId(), debit(10, "50.00"))).isTrue();
        assertThat(now().left()).isEqualTo(new BudgetLeft(0, Map.of("amount", WiredRuns.dollars("0.00"))));
    }

    @ParameterizedTest
    @MethodSource("beyond")
    void aDebitBeyondTheBudgetSaysWhatThereIsTooLittleOf(Debit debit) {
        String wanting = debit.calls() > 10 ? "max_calls" : debit.amounts().containsKey("weight") ? "weight" : "amount";
        assertThat(shortage(debit)).contains(new Shortage(wanting));
    }

    /** What is left does not matter then. */
    @Test
    void aDebitOfARunThatIsOverNamesNothing() {
        assertThat(first.runs.complete(run.runId())).isTrue();
        assertThat(shortage(debit(1, "1.00"))).contains(new Shortage(null));
    }

    private Optional<Shortage> shortage(Debit debit) {
        return first.leaves.transaction.execute(status -> {
            status.setRollbackOnly();
            return first.runs.debit(now(), debit);
        });
    }

    @Test
    void debitsAddUp() {
        assertThat(draw(first, run.runId(), debit(3, "20.00"))).isTrue();
        assertThat(draw(nodes.getLast(), run.runId(), debit(3, "30.01"))).isFalse();
        assertThat(draw(nodes.getLast(), run.runId(), debit(3, "29.99"))).isTrue();
        assertThat(now().left()).isEqualTo(new BudgetLeft(4, Map.of("amount", WiredRuns.dollars("0.01"))));
    }

    @Test
    void ofManyNineDollarDebitsAtOnceFiveFit() throws Exception {
        List<Boolean> drawn = Race.over(nodes, CALLERS, node -> () -> draw(node, run.runId(), debit(1, "9.00")));

        assertThat(Collections.frequency(drawn, true)).isEqualTo(5);
        assertThat(now().left()).isEqualTo(new BudgetLeft(5, Map.of("amount", WiredRuns.dollars("5.00"))));
    }

    @Test
    void ofManyCallsAtOnceTenFit() throws Exception {
        List<Boolean> drawn = Race.over(nodes, CALLERS, node -> () -> draw(node, run.runId(), new Debit(1, Map.of())));

        assertThat(Collections.frequency(drawn, true)).isEqualTo(10);
        assertThat(now().left().calls()).isZero();
    }

    @Test
    void nothingIsDrawnPastTheDeadlineAlsoBeforeItIsWrittenDown() {
        first.leaves.clock.advance(Duration.ofMinutes(15).minusMillis(1));
        assertThat(draw(first, run.runId(), debit(1, "1.00"))).isTrue();
        first.leaves.clock.advance(Duration.ofMillis(1));
        assertThat(draw(first, run.runId(), debit(1, "1.00"))).isFalse();
        assertThat(now().state()).isEqualTo(RunState.ACTIVE);

        nodes.forEach(RunsContract::sweep);
        assertThat(now()).extracting(Run::state, Run::endReason).containsExactly(RunState.EXPIRED, "deadline");
        assertThat(endings()).isOne();
    }

    private static void sweep(WiredRuns node) {
        RunSweep sweep = new RunSweep(node.runs, new RunCutoffs(node.leaves.jdbc, node.leaves.clock),
                new RepeatableAnswers(node.leaves.jdbc, node.leaves.clock));
        sweep.sweepOverdue();
        sweep.sweepCutOff();
    }

    /** The opening has asked whether its consent still counts before the tool is stopped at another node, and commits after it. */
    @Test
    void aRunThatIsOpenedWhileItsToolIsStoppedGivesNothingAndNeitherDoesItsChild() {
        String tool = "https://orders.example";
        NewRun opening = first.newRun(session, 10);
        Footing footing = new Footing(session.sid(), session.subject(), WiredRuns.AGENT, opening.consentId(),
                opening.consentedAt(), opening.terms().ceiling());
        WiredRuns other = nodes.getLast();
        first.leaves.inTransaction(() -> {
            assertThat(first.ground.lockToOpen(footing, Optional.empty())).isInstanceOf(Standing.Holds.class);
            other.leaves.transaction.executeWithoutResult(_ -> {
                RunCutoffs cutoffs = new RunCutoffs(other.leaves.jdbc, other.leaves.clock);
                cutoffs.declareOfTool(tool);
                cutoffs.declareOfTool("https://orders.example/v2");
            });
            first.leaves.clock.advance(Duration.ofSeconds(1));
            return first.runs.open(opening);
        });
        NewRun child = new NewRun("child-of-" + opening.runId(), session.sid(), session.subject(), WiredRuns.AGENT, "jkt-2",
                "consent-1", first.leaves.clock.instant(), first.terms(1), "", List.of(opening.runId()));
        first.leaves.inTransaction(() -> first.runs.open(child));

        assertThat(Stream.of(run.runId(), opening.runId(), child.runId()).map(id -> other.runs.find(id).orElseThrow()))
                .allMatch(one -> "run_ended".equals(one.reasonEnded(first.leaves.clock.instant())));
        assertThat(first.leaves.inTransaction(() -> first.ground.lockToOpen(footing, Optional.empty())))
                .isEqualTo(new Standing.Ended("run_ended"));
        Run younger = first.open(session, 10);
        first.leaves.transaction.executeWithoutResult(_ -> new RunCutoffs(first.leaves.jdbc, first.leaves.clock)
                .declareOfTool("https://orders.exampl_"));
        assertThat(first.leaves.count("run", "state = 'active' and sid = '" + session.sid() + "'")).isEqualTo(4);
        sweep(first);
        assertThat(first.leaves.jdbc.sql("SELECT run_id FROM run WHERE state = 'active' AND sid = ?").param(session.sid())
                .query(String.class).list()).containsExactly(younger.runId());
        assertThat(younger.reasonEnded(first.leaves.clock.instant())).isNull();
        first.leaves.clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void oneSweepDoesMoreThanFitsIntoABatch() {
        for (int i = 0; i < RunTable.AT_ONCE; i++) {
            first.open(session, 1);
        }
        String ours = "sid = '" + session.sid() + "'";
        first.leaves.jdbc.sql("UPDATE run SET repeat_answer = 'sealed', repeat_until = :until WHERE " + ours)
                .param("until", first.leaves.clock.instant().minusSeconds(1).atOffset(ZoneOffset.UTC)).update();
        new RepeatableAnswers(first.leaves.jdbc, first.leaves.clock).sweep();
        assertThat(first.leaves.count("run", "repeat_answer IS NOT NULL AND " + ours)).isZero();

        first.leaves.clock.advance(Duration.ofMinutes(15));
        sweep(first);
        assertThat(first.leaves.count("run", "state = 'active' AND " + ours)).isZero();
    }

    /** Whichever comes first. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRunThatCannotBeEndedKeepsNoOther(boolean cutOff) {
        List<Run> all = new ArrayList<>(List.of(run, first.open(session, 10), first.open(session, 10)));
        if (cutOff) {
            first.leaves.transaction.executeWithoutResult(
                    _ -> new RunCutoffs(first.leaves.jdbc, first.leaves.clock).declare(WiredRuns.AGENT));
        } else {
            first.leaves.clock.advance(Duration.ofMinutes(15));
        }
        for (Run one : all) {
            first.leaves.jdbc.sql("update run set state = 'active' where sid = ?").param(session.sid()).update();
            stuck = one.runId();
            sweep(first);
            assertThat(first.leaves.count("run", "state = 'active' and sid = '" + session.sid() + "'")).isOne();
            assertThat(first.leaves.count("run", "state = 'active' and run_id = '" + stuck + "'")).isOne();
        }
        stuck = "";
        sweep(first);
        assertThat(first.leaves.count("run", "state = 'active' and sid = '" + session.sid() + "'")).isZero();
    }

    /** The one goes session by session, and the other has runs in all of them. */
    @Test
    void endingsOfAUserAndOfAnAgentDoNotWaitForEachOther() throws Exception {
        for (int round = 0; round < Rounds.of(5, 100); round++) {
            open();
            List<UserSession> sessions = new ArrayList<>(List.of(session));
            for (int i = 0; i < 5; i++) {
                sessions.add(first.leaves.sessions.open(session.subject(), LoginMethod.PASSWORD).orElseThrow().session());
            }
            for (int i = 0; i < 3; i++) {
                Collections.reverse(sessions);
                sessions.forEach(one -> first.open(one, 1));
            }
            Race.of(List.<Callable<Boolean>>of(() -> {
                first.register(false, true);
                return true;
            }, () -> {
                nodes.getLast().disableAgent();
                return true;
            }));
            assertThat(first.leaves.count("run", "state = 'active'")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run-0", "' OR '1'='1"})
    void knowsNoOtherRun(String other) {
        assertThat(first.runs.find(other)).isEmpty();
        assertThat(draw(first, other, debit(1, "1.00"))).isFalse();
        assertThat(first.runs.complete(other)).isFalse();
        assertThat(first.runs.complete(run.runId())).isTrue();
    }

    @Test
    void ofManyEndingsAtOnceOneIsWrittenDown() throws Exception {
        List<Boolean> ended = Race.over(nodes, CALLERS, node -> () -> end(node, Thread.currentThread().threadId()));

        assertThat(Collections.frequency(ended, true)).isLessThanOrEqualTo(1);
        assertThat(now().state()).isNotEqualTo(RunState.ACTIVE);
        assertThat(endings()).isOne();
        assertThat(draw(first, run.runId(), debit(1, "1.00"))).isFalse();
        assertThat(now().left()).isEqualTo(run.left());
    }

    /** @return whether the run itself was ended, rather than its session */
    private boolean end(WiredRuns node, long caller) {
        if (caller % 3 == 0) {
            node.leaves.sessions.end(session.sid(), SessionEnding.LOGOUT);
            return false;
        }
        return caller % 3 == 1 ? node.runs.complete(run.runId()) : node.runs.revoke(run.runId(), "admin", RunEnding.ADMIN);
    }

    @Test
    void afterAnEndingNothingIsDrawn() throws Exception {
        String runId = first.open(session, 1000).runId();
        AtomicBoolean ended = new AtomicBoolean();
        List<Callable<Integer>> callers = new ArrayList<>(nodes.stream().<Callable<Integer>>mapMulti((node, add) -> {
            for (int i = 0; i < 8; i++) {
                add.accept(() -> drawUntilRefused(node, runId, ended));
            }
        }).toList());
        callers.add(() -> {
            ended.set(first.runs.revoke(runId, "admin", RunEnding.ADMIN));
            return 0;
        });
        int drawn = Race.of(callers).stream().mapToInt(Integer::intValue).sum();

        assertThat(ended).isTrue();
        assertThat(first.runs.find(runId).orElseThrow().left().calls()).isEqualTo(1000 - drawn);
    }

    /** As an issuance draws: lock, look, debit. */
    private static int drawUntilRefused(WiredRuns node, String runId, AtomicBoolean ended) {
        int drawn = 0;
        boolean late = ended.get();
        while (drawLocked(node, runId)) {
            assertThat(late).as("drawn after the end").isFalse();
            drawn++;
            late = ended.get();
        }
        return drawn;
    }

    private static boolean drawLocked(WiredRuns node, String runId) {
        return node.leaves.inTransaction(() -> {
            Run locked = node.runs.lock(runId).orElseThrow();
            return node.ground.of(locked) instanceof Standing.Holds && node.runs.debit(locked, new Debit(1, Map.of())).isEmpty();
        });
    }

    /** The session that the role was taken in ends as well; this holds where that has not happened. */
    @Test
    void withoutTheRoleNothingIsDrawnAndNothingIsOpened() {
        assertThat(first.ground.of(now())).isInstanceOf(Standing.Holds.class);
        assertThat(opened(first)).isTrue();

        first.takeTheRole();
        assertThat(first.ground.of(now())).isEqualTo(new Standing.Ended("user_role_missing"));
        assertThat(drawLocked(first, run.runId())).isFalse();
        assertThat(opened(first)).isFalse();
    }

    /** What a run stands on. */
    private enum Pillar {
        SESSION, USER, AGENT
    }

    /** Opening locks what the run stands on, so a run is either there when the ending looks for it, or is not opened. */
    @ParameterizedTest
    @EnumSource
    void noRunOutlivesWhatItStandsOn(Pillar pillar) throws Exception {
        AtomicBoolean gone = new AtomicBoolean();
        CountDownLatch opening = new CountDownLatch(8);
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            WiredRuns node = nodes.get(i % nodes.size());
            callers.add(() -> openUntilRefused(node, opening, gone));
        }
        callers.add(() -> {
            opening.await();
            try {
                switch (pillar) {
                    case SESSION -> first.leaves.sessions.end(session.sid(), SessionEnding.LOGOUT);
                    case USER -> first.register(false, true);
                    case AGENT -> first.register(true, false);
                }
            } finally {
                gone.set(true);
            }
            return 0;
        });
        int opened = Race.of(callers).stream().mapToInt(Integer::intValue).sum();

        assertThat(opened(nodes.getLast())).isFalse();
        assertThat(first.leaves.count("run", "sid = '" + session.sid() + "'")).isEqualTo(opened + 1);
        assertThat(first.leaves.count("run", "state = 'active' and sid = '" + session.sid() + "'")).isZero();
    }

    private int openUntilRefused(WiredRuns node, CountDownLatch opening, AtomicBoolean gone) {
        int opened = 0;
        boolean late = gone.get();
        while (opened(node)) {
            assertThat(late).as("opened after the end").isFalse();
            opened++;
            opening.countDown();
            late = gone.get();
        }
        return opened;
    }

    private boolean opened(WiredRuns node) {
        return node.leaves.inTransaction(() -> {
            Footing footing = new Footing(session.sid(), session.subject(), WiredRuns.AGENT, "consent-1",
                    node.leaves.clock.instant(), node.terms(1).ceiling());
            boolean holds = node.ground.lockToOpen(footing, Optional.empty()) instanceof Standing.Holds;
            if (holds) {
                node.runs.open(node.newRun(session, 1));
            }
            return holds;
        });
    }
}

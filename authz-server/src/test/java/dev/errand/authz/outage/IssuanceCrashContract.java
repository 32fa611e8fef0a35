package dev.errand.authz.outage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.outage.CrashPoint.When;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.NothingScheduled;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The database goes away at every single step of a token request in turn. Whatever the step, the answer is 503 without
 * a token, and either nothing happened, so that the same grant is good still, or all of it did (the commit's answer was
 * lost) and the grant is not good twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IssuanceCrashContract {

    private static final String GRANTED = "200";
    private static final String REUSED = "400 invalid_grant refresh_reused";

    private final CrashPoint crash = new CrashPoint();
    private final TestDatabase database;
    private RunningServer server;
    private AgentInstance agent;
    private BrowserUser alice;

    IssuanceCrashContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        server = new RunningServer(database.newUrl(), context -> {
            // What breaks is a statement of the request.
            NothingScheduled.in(context);
            context.registerBean(CrashPoint.class, () -> crash);
        });
        agent = new AgentInstance(server);
        alice = BrowserUser.alice(server);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /**
     * A grant, and what becomes of it.
     *
     * @param fresh makes a new one that is good
     * @param record the table that says it was done
     * @param secondTime how it is answered once it was consumed
     */
    record Shown(String name, Supplier<Request> fresh, String record, String secondTime) {
        @Override
        public String toString() {
            return name;
        }
    }

    Stream<Shown> grants() {
        return Stream.of(new Shown("code", this::code, "issuance", "400 invalid_grant code_reused"),
                new Shown("refresh", this::refresh, "issuance", GRANTED),
                new Shown("repeat", this::repeat, "event", GRANTED),
                new Shown("exchange", this::exchange, "issuance", "400 access_denied budget_exceeded"));
    }

    private Request code() {
        String code = agent.code(alice);
        return () -> agent.redeem(code);
    }

    private Request refresh() {
        return agent.run(alice)::refresh;
    }

    /** A refresh that was answered, and whose answer is asked for again. */
    private Request repeat() {
        AgentInstance.Run run = agent.run(alice);
        agent.run(run.refresh().send());
        return run::refresh;
    }

    private Request exchange() {
        AgentInstance.Run run = agent.run(alice);
        return () -> run.exchangeRefund("30.00", "USD", "order-12345");
    }

    /** The same grant, in a request of its own each time. */
    interface Request {
        OAuthRequest next();
    }

    @ParameterizedTest
    @MethodSource("grants")
    void aStepThatDoesNotArriveHasDoneNothing(Shown shown, TestReporter reporter) {
        List<String> steps = new ArrayList<>();
        while (steps.isEmpty() || !steps.getLast().isEmpty()) {
            Request request = shown.fresh().get();
            Books before = Books.read(server.jdbc());
            Reply reply = sendUnderFire(request, steps.size() + 1, When.BEFORE);
            steps.add(crash.broken());
            if (!crash.broken().isEmpty()) {
                assertUndecided(reply);
                assertThat(Books.read(server.jdbc())).as(crash.broken()).isEqualTo(before);
                assertEveryFamilyHasOneLiveToken();
                assertThat(request.next().send().status()).as(crash.broken()).isEqualTo(200);
            } else {
                assertThat(reply.status()).isEqualTo(200);
            }
        }
        assertThat(steps).anyMatch(step -> step.toLowerCase(Locale.ROOT).contains("insert into " + shown.record()))
                .contains("BEFORE commit");
        reporter.publishEntry(shown.name(), (steps.size() - 1) + " steps");
    }

    @ParameterizedTest
    @MethodSource("grants")
    void aStepWhoseAnswerIsLostIsDoneWhollyOrNotAtAll(Shown shown) {
        List<String> steps = new ArrayList<>();
        while (steps.isEmpty() || !steps.getLast().isEmpty()) {
            Request request = shown.fresh().get();
            Books before = Books.read(server.jdbc());
            Reply reply = sendUnderFire(request, steps.size() + 1, When.AFTER);
            steps.add(crash.broken());
            if (crash.broken().isEmpty()) {
                assertThat(reply.status()).isEqualTo(200);
            } else {
                assertUndecided(reply);
                boolean done = !Books.read(server.jdbc()).equals(before);
                assertThat(done).as(crash.broken()).isEqualTo(crash.broken().equals("AFTER commit"));
                Reply again = request.next().send();
                assertThat(again.status() == 200 ? GRANTED : again.refusal()).as(crash.broken())
                        .isEqualTo(done ? shown.secondTime() : GRANTED);
            }
            assertEveryFamilyHasOneLiveToken();
        }
        assertThat(steps).contains("AFTER commit");
    }

    /** Wherever the refusal of a reuse is cut off: the run has ended with its alarm or not at all, and the next one is found out. */
    @ParameterizedTest
    @EnumSource
    void aReuseIsFoundOutHoweverOftenItIsCutOff(When when) {
        List<String> steps = new ArrayList<>();
        while (steps.isEmpty() || !steps.getLast().isEmpty()) {
            AgentInstance.Run run = agent.run(alice);
            AgentInstance.Run successor = agent.run(run.refresh().send());
            assertThat(successor.exchangeOrder().send().status()).isEqualTo(200);
            Reply reply = sendUnderFire(run::refresh, steps.size() + 1, when);
            steps.add(crash.broken());

            assertThat(reply.body()).as(crash.broken()).doesNotContain("access_token");
            long raised = alarms(run);
            assertThat(raised).as(crash.broken()).isEqualTo(ended(run) ? 1 : 0);
            assertThat(run.refresh().send().refusal()).as(crash.broken()).isEqualTo(REUSED);
            assertThat(alarms(run)).as(crash.broken()).isEqualTo(raised + 1);
            assertThat(successor.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request run_ended");
        }
        assertThat(steps).anyMatch(step -> step.contains("UPDATE run")).contains(when + " commit");
    }

    private long alarms(AgentInstance.Run run) {
        return server.jdbc().sql("SELECT COUNT(*) FROM event WHERE run_id = ? AND kind = 'refresh_reused' AND alarm")
                .param(run.runId()).query(Long.class).single();
    }

    private boolean ended(AgentInstance.Run run) {
        return server.jdbc().sql("SELECT state <> 'active' FROM run WHERE run_id = ?").param(run.runId())
                .query(Boolean.class).single();
    }

    /** No token is consumed without a successor, and none is good twice. */
    private void assertEveryFamilyHasOneLiveToken() {
        assertThat(server.jdbc().sql("""
                SELECT COUNT(*) FROM run r WHERE 1 <> (SELECT COUNT(*) FROM refresh_token t
                                                        WHERE t.run_id = r.run_id AND t.state = 'live')
                """).query(Long.class).single()).as("families without their one live token").isZero();
    }

    private Reply sendUnderFire(Request request, int step, When when) {
        OAuthRequest ready = request.next();
        crash.arm(step, when);
        try {
            return ready.send();
        } finally {
            crash.disarm();
        }
    }

    private static void assertUndecided(Reply reply) {
        assertThat(reply.refusal()).isEqualTo("503 temporarily_unavailable store_unavailable");
        assertThat(reply.body()).doesNotContain("access_token", "refresh_token");
    }
}

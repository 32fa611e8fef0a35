package dev.errand.toolscope.enforce;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.toolscope.report.CallRecorder;
import dev.errand.toolscope.report.CallSubject;
import dev.errand.toolscope.testing.TestDatabase;
import dev.errand.toolscope.use.CredentialKey;
import dev.errand.toolscope.use.JdbcCredentialUses;
import dev.errand.toolscope.use.ToolDatabase;
import dev.errand.toolscope.use.UseRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Claim, effect and report: which of them are there after a call, for effects of either kind. */
class ExecutionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int CALLERS = 64;

    private final InstantSource clock = () -> NOW;
    private ToolDatabase database;
    private JdbcClient jdbc;
    private TransactionTemplate transactions;
    private Execution execution;

    @BeforeEach
    void start() {
        database = ToolDatabase.of(TestDatabase.H2);
        jdbc = JdbcClient.create(database.dataSource());
        jdbc.sql("CREATE TABLE effect (id varchar(36))").update();
        JdbcTransactionManager manager = new JdbcTransactionManager(database.dataSource());
        transactions = new TransactionTemplate(manager);
        CallRecorder recorder = new CallRecorder(database.dataSource(), manager, clock,
                () -> UUID.randomUUID().toString(), () -> {});
        execution = new Execution(new JdbcCredentialUses(database.dataSource(), clock), recorder, transactions, clock);
    }

    @AfterEach
    void stop() throws IOException {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatSucceedsLeavesEffectUseAndReport(Effects effects) throws Throwable {
        assertThat(run(effects, call("c"), this::effect)).isEqualTo("done");
        assertThat(effects()).isEqualTo(1);
        assertThat(uses()).containsExactly("committed");
        assertThat(reports()).containsExactly("allowed");
    }

    @ParameterizedTest
    @EnumSource
    void aSecondCallIsRefusedAndHasNoEffect(Effects effects) throws Throwable {
        run(effects, call("c"), this::effect);
        assertThatThrownBy(() -> run(effects, call("c"), this::effect)).isInstanceOfSatisfying(CallRefused.class,
                refused -> assertThat(refused.refusal().reason()).isEqualTo("already_used"));
        assertThat(effects()).isEqualTo(1);
        assertThat(reports()).containsExactly("allowed");
    }

    @Test
    void aLocalCallThatFailsLeavesNothingButItsReportAndMayBeRepeated() throws Throwable {
        assertThatThrownBy(() -> execution.local(call("c"), this::effectThenFailure)).isInstanceOf(IOException.class);
        assertThat(effects()).isZero();
        assertThat(uses()).isEmpty();
        assertThat(reports()).containsExactly("failed");
        assertThat(execution.local(call("c"), this::effect)).isEqualTo("done");
    }

    @Test
    void aLocalCallThatRolledBackByItselfIsNoSuccess() {
        assertThatThrownBy(() -> execution.local(call("c"), () -> {
            effect();
            transactions.executeWithoutResult(inner -> inner.setRollbackOnly());
            return "done";
        })).isInstanceOf(IllegalStateException.class);
        assertThat(effects()).isZero();
        assertThat(uses()).isEmpty();
        assertThat(reports()).containsExactly("failed");
    }

    @Test
    void aRemoteCallThatFailsLeavesItsUseUnknownAndMayNotBeRepeated() {
        assertThatThrownBy(() -> execution.remote(call("c"), this::effectThenFailure)).isInstanceOf(IOException.class);
        assertThat(uses()).containsExactly("unknown");
        assertThat(reports()).containsExactly("unknown");
        assertThatThrownBy(() -> execution.remote(call("c"), this::effect)).isInstanceOf(CallRefused.class);
    }

    @Test
    void aRemoteCallIsClaimedAndHeldBeforeItBegins() throws Throwable {
        execution.remote(call("c"), () -> {
            assertThat(uses()).containsExactly("claimed");
            assertThat(reports()).containsExactly("unknown");
            return "done";
        });
    }

    @ParameterizedTest
    @EnumSource
    void nothingHappensWhileTheStoreIsDown(Effects effects) throws IOException {
        database.close();
        assertThatThrownBy(() -> run(effects, call("c"), () -> {
            throw new AssertionError("the handler ran");
        })).isInstanceOfSatisfying(CallRefused.class,
                refused -> assertThat(refused.refusal().status().value()).isEqualTo(503));
    }

    @ParameterizedTest
    @EnumSource
    void ofManyCallersAtOnceOneHasAnEffect(Effects effects) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(CALLERS);
        List<Future<?>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            for (int i = 0; i < CALLERS; i++) {
                answers.add(threads.submit(() -> {
                    barrier.await(20, TimeUnit.SECONDS);
                    try {
                        return run(effects, call("c"), this::effect);
                    } catch (Throwable refused) {
                        return ((CallRefused) refused).refusal().reason();
                    }
                }));
            }
        }
        List<Object> results = new ArrayList<>();
        for (Future<?> answer : answers) {
            results.add(answer.get());
        }
        assertThat(results).filteredOn("done"::equals).hasSize(1);
        assertThat(results).filteredOn("already_used"::equals).hasSize(CALLERS - 1);
        assertThat(effects()).isEqualTo(1);
    }

    private Object run(Effects effects, PermittedCall call, Handler handler) throws Throwable {
        return effects == Effects.LOCAL ? execution.local(call, handler) : execution.remote(call, handler);
    }

    private Object effect() {
        jdbc.sql("INSERT INTO effect (id) VALUES ('x')").update();
        return "done";
    }

    private Object effectThenFailure() throws IOException {
        effect();
        throw new IOException("after the effect");
    }

    private int effects() {
        return jdbc.sql("SELECT count(*) FROM effect").query(Integer.class).single();
    }

    private List<String> uses() {
        return jdbc.sql("SELECT state FROM credential_use").query(String.class).list();
    }

    private List<String> reports() {
        return jdbc.sql("SELECT outcome FROM call_report").query(String.class).list();
    }

    private PermittedCall call(String jti) {
        UseRequest use = new UseRequest(CredentialKey.of("tool", "issuer", jti), 1, "digest", NOW.plusSeconds(60));
        return new PermittedCall(UUID.randomUUID().toString(), CallSubject.UNIDENTIFIED, use, NOW);
    }
}

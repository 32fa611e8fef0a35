package dev.errand.authz.run;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.AgentChanged;
import dev.errand.authz.agent.ClientMethod;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.toolscope.Authority;
import dev.errand.toolscope.ScopeName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Which runs a change of an agent's registration ends, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunEndingsContract {

    private final TestDatabase database;
    private Leaves leaves;
    private Runs runs;
    private ECKey first;
    private ECKey second;
    private String agent;
    private String other;
    private String byFirst;
    private String bySecond;
    private String byNone;
    private String othersByFirst;

    RunEndingsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void open() throws Exception {
        leaves = new Leaves(database);
        runs = new Runs(new RunTable(leaves.jdbc, new TermsJson(JsonMapper.builder().build())), leaves.ledger,
                leaves.transaction, leaves::publish, leaves.clock);
        first = new ECKeyGenerator(Curve.P_256).keyID("first").generate().toPublicJWK();
        second = new ECKeyGenerator(Curve.P_256).keyID("second").generate().toPublicJWK();
    }

    @BeforeEach
    void openRuns() throws Exception {
        leaves.listen(event -> {
            if (event instanceof AgentChanged changed) {
                runs.on(changed);
            }
        });
        agent = "agent-" + UUID.randomUUID();
        other = "agent-" + UUID.randomUUID();
        register(agent, true, first, second);
        register(other, true, first, second);
        byFirst = openRun(agent, first.computeThumbprint().toString());
        bySecond = openRun(agent, second.computeThumbprint().toString());
        byNone = openRun(agent, "");
        othersByFirst = openRun(other, first.computeThumbprint().toString());
    }

    private void register(String clientId, boolean enabled, JWK... keys) {
        leaves.agents.register(new Agent(clientId, "Support", ClientMethod.PRIVATE_KEY_JWT, new JWKSet(List.of(keys)),
                List.of("http://127.0.0.1/callback"), Set.of("read:orders"), enabled), "set-up");
    }

    private String openRun(String clientId, String openedByKey) {
        Authority authority = new Authority(new ScopeName("read:orders"), "https://orders.example", Optional.empty(),
                new TreeMap<>(Map.of("read-order", new TreeMap<>())));
        RunTerms terms = new RunTerms("Look at an order", List.of(new CeilingEntry(authority, 1)),
                new Budget(1, Map.of()), leaves.clock.instant().plusSeconds(900));
        NewRun run = new NewRun("run-" + UUID.randomUUID(), "sid-1", "user-1", clientId, "jkt-1", "consent-1",
                leaves.clock.instant(), terms,
                openedByKey);
        return leaves.inTransaction(() -> runs.open(run)).runId();
    }

    /** The runs that are active, of the four. */
    private List<String> active() {
        List<String> active = new ArrayList<>(List.of(byFirst, bySecond, byNone, othersByFirst));
        active.removeIf(run -> runs.find(run).orElseThrow().state() != RunState.ACTIVE);
        return active;
    }

    private void assertRevoked(String runId, String reason) {
        assertThat(runs.find(runId)).get().extracting(Run::state, Run::endReason)
                .containsExactly(RunState.REVOKED, reason);
        assertThat(leaves.count("event", "kind = 'run_revoked' and run_id = '" + runId + "'")).isOne();
    }

    @Test
    void removingAKeyEndsTheRunsThatItOpenedAndNoOthers() {
        register(agent, true, second);

        assertRevoked(byFirst, "agent_key_removed");
        assertThat(active()).containsExactly(bySecond, byNone, othersByFirst);
    }

    @Test
    void disablingAnAgentEndsAllItsRunsAndNoOthers() {
        register(agent, false, first, second);

        List.of(byFirst, bySecond, byNone).forEach(run -> assertRevoked(run, "agent_disabled"));
        assertThat(active()).containsExactly(othersByFirst);
    }

    @Test
    void aChangeThatLeavesAgentAndKeysEndsNothing() throws Exception {
        register(agent, true, second, first, new ECKeyGenerator(Curve.P_256).keyID("new").generate().toPublicJWK());

        assertThat(active()).containsExactly(byFirst, bySecond, byNone, othersByFirst);
    }

    /** Somebody works with a run and holds it. */
    @Test
    @Timeout(60)
    void aChangeThatEndsNothingWaitsForNoRun() throws Exception {
        try (Connection held = leaves.dataSource.getConnection()) {
            held.setAutoCommit(false);
            JdbcClient.create(new SingleConnectionDataSource(held, true))
                    .sql("select run_id from run where run_id in (?, ?) for update").params(byFirst, bySecond)
                    .query(String.class).list();
            leaves.agents.register(new Agent(agent, "Another name", ClientMethod.PRIVATE_KEY_JWT,
                    new JWKSet(List.of(first, second)), List.of("http://127.0.0.1/callback"), Set.of("read:orders"), true),
                    "set-up");
            held.rollback();
        }
        assertThat(active()).containsExactly(byFirst, bySecond, byNone, othersByFirst);
    }

    @Test
    void aRunThatEndedBeforeKeepsItsReason() {
        runs.complete(byFirst);
        register(agent, false, first, second);

        assertThat(runs.find(byFirst)).get().extracting(Run::state, Run::endReason)
                .containsExactly(RunState.COMPLETED, "completed");
        assertRevoked(bySecond, "agent_disabled");
    }

    static Stream<Arguments> pairs() {
        return Stream.of(RunEnding.values()).flatMap(one -> Stream.of(RunEnding.values()).map(next -> arguments(one, next)));
    }

    /** Every state that there is × everything that ends a run. */
    @ParameterizedTest
    @MethodSource("pairs")
    void whatEndedStaysAsItEnded(RunEnding one, RunEnding next) {
        assertThat(runs.revoke(byNone, "a test", one)).isTrue();
        assertThat(runs.revoke(byNone, "a test", next)).isFalse();

        RunState ended = one.after(RunState.ACTIVE);
        assertThat(ended).isNotEqualTo(RunState.ACTIVE).isEqualTo(next.after(ended));
        assertThat(runs.find(byNone)).get().extracting(Run::state, Run::endReason).containsExactly(ended, one.word());
        assertThat(leaves.count("event", "kind = 'run_" + ended.word() + "' and run_id = '" + byNone + "'")).isOne();
        assertThat(leaves.count("event", "kind <> 'run_opened' and run_id = '" + byNone + "'")).isOne();
    }

    @Test
    void aRegistrationWhoseRunsCannotBeEndedDoesNotChange() {
        leaves.listen(_ -> {
            throw new IllegalStateException("the runs cannot be ended");
        });
        assertThatThrownBy(() -> register(agent, false, first, second)).isInstanceOf(IllegalStateException.class);

        assertThat(leaves.agents.find(agent)).get().extracting(Agent::enabled).isEqualTo(true);
        assertThat(active()).containsExactly(byFirst, bySecond, byNone, othersByFirst);
    }
}

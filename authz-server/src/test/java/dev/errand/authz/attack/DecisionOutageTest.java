package dev.errand.authz.attack;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.TransactionTimedOutException;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;
import dev.errand.toolscope.registry.JdbcRegistry;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.ToolScopes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** TX-25: where no decision can be made, nothing is issued, spent or used up, and the same request may come again. */
class DecisionOutageTest {

    private static RunningServer server;
    private static AgentInstance.Run run;

    /** What the registry answers about active scopes; null for its own answer. */
    private static volatile @Nullable Supplier<Optional<ToolScope>> fault;

    @BeforeAll
    static void start() {
        server = new RunningServer(TestDatabase.H2.newUrl(), context -> context.registerBean("faultyScopes",
                ToolScopes.class, () -> new FaultyScopes(context.getBean(JdbcRegistry.class)),
                bean -> bean.setPrimary(true)));
        run = new AgentInstance(server).run(BrowserUser.alice(server));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void recover() {
        fault = null;
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fails("TX-25 the registry is gone", () -> {
                    throw new DataAccessResourceFailureException("gone");
                }, "store_unavailable"),
                fails("TX-25 the registry does not answer in time", () -> {
                    throw new QueryTimeoutException("late");
                }, "store_unavailable"),
                fails("TX-25 the transaction has no time left", () -> {
                    throw new TransactionTimedOutException("late");
                }, "store_unavailable"),
                fails("TX-25 a fact cannot be gathered", () -> {
                    throw new IllegalStateException("a bug");
                }, "decision_unavailable"),
                fails("TX-25 a rule throws", () -> null, "decision_unavailable"));
    }

    private static Arguments fails(String attack, Supplier<Optional<ToolScope>> how, String reason) {
        return arguments(attack, how, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void failsClosed(String attack, Supplier<Optional<ToolScope>> how, String reason) {
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        String before = state();
        fault = how;
        Reply reply = run.exchangeOrder().send();
        assertThat(reply.refusal()).as(attack).isEqualTo("503 temporarily_unavailable " + reason);
        assertThat(reply.http().headers().firstValue("Retry-After")).isPresent();
        Refusals.answersNothingElse(reply, run.exchangeOrder().secrets());
        assertThat(state()).isEqualTo(before);
        fault = null;
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
    }

    /** A push is judged by the same registry. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void failsClosedAtThePushedRequest(String attack, Supplier<Optional<ToolScope>> how, String reason) {
        fault = how;
        Reply reply = run.agent().push().send();
        assertThat(reply.refusal()).as(attack).isEqualTo("503 temporarily_unavailable " + reason);
        fault = null;
        assertThat(run.agent().push().send().status()).isEqualTo(201);
    }

    private static String state() {
        return server.jdbc().sql("""
                SELECT CAST((SELECT COUNT(*) FROM issuance) AS varchar) || ' issued, '
                    || CAST((SELECT SUM(calls_left) FROM run) AS varchar) || ' calls left'
                """).query(String.class).single();
    }

    /** The registry, until it fails. */
    private record FaultyScopes(JdbcRegistry registry) implements ToolScopes {

        @Override
        public Optional<ToolScope> active(ScopeName name) {
            Supplier<Optional<ToolScope>> now = fault;
            return now == null ? registry.active(name) : now.get();
        }

        @Override
        public Optional<RegisteredTool> tool(String resource) {
            return registry.tool(resource);
        }

        @Override
        public List<RegisteredTool> tools() {
            return registry.tools();
        }

        @Override
        public Optional<ToolScope> version(ScopeName name, int version) {
            return registry.version(name, version);
        }

        @Override
        public List<ToolScope> activeScopes() {
            return registry.activeScopes();
        }

        @Override
        public boolean known(ScopeName name) {
            return registry.known(name);
        }

        @Override
        public Optional<Composition> composition(Set<ScopeName> scopes) {
            return registry.composition(scopes);
        }

        @Override
        public List<NeverTogether> neverTogether(Collection<ScopeName> scopes, Collection<String> labels) {
            return registry.neverTogether(scopes, labels);
        }

        @Override
        public void hold(Set<ScopeName> scopes) {
            registry.hold(scopes);
        }

        @Override
        public RegistryDocument document() {
            return registry.document();
        }

        @Override
        public String revision() {
            return registry.revision();
        }
    }
}

package dev.errand.bench;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.Narrowing;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.SessionFact;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.JdbcRegistry;
import dev.errand.toolscope.registry.RegistryMigrations;

/**
 * Everything of one decision that could depend on how much is registered: what it reads of the registry, in one
 * transaction, and the two narrowings. What else a request costs is the same for every registry.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class DecisionBenchmark {

    /** The scopes of each registry: as few as a small team has, and as many as a large company. */
    @Param({"10", "10000"})
    private int scopes;

    /** The database. */
    @Param({"H2", "POSTGRESQL"})
    private BenchDatabase database;

    private BenchDatabase.Connections connections;
    private JdbcRegistry registry;
    private TransactionTemplate transaction;
    private GeneratedRegistry generated;
    private int turn;

    @Setup(Level.Trial)
    public void register() throws IOException {
        this.connections = this.database.open();
        RegistryMigrations.migrate(this.connections.pool());
        this.registry = new JdbcRegistry(this.connections.pool(), InstantSource.system());
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(this.connections.pool()));
        this.generated = GeneratedRegistry.ofScopes(this.scopes);
        this.registry.apply(this.generated.document(), new Change("bench", "to measure"));
        this.connections.analyze();
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        this.connections.close();
    }

    /** One decision; the scopes take turns, so that no cache holds them all alone. */
    @Benchmark
    public Narrowing decision() {
        ScopeName name = this.generated.scope(this.turn++);
        return this.transaction.execute(status -> decide(name));
    }

    private Narrowing decide(ScopeName name) {
        this.registry.hold(Set.of(name));
        ToolScope active = this.registry.active(name).orElseThrow();
        this.registry.tool(active.tool()).orElseThrow();
        ToolScope pinned = this.registry.version(name, active.version()).orElseThrow();
        if (!this.registry.neverTogether(Set.of(name), active.labels()).isEmpty()) {
            throw new IllegalStateException("these scopes are in no rule");
        }
        Map<SessionFact, String> session = Map.of(SessionFact.SUBJECT, "user-678", SessionFact.AGENT, "support-agent");
        Authority ceiling = pinned.authority().resolve(session);
        NarrowingRequest request = new NarrowingRequest(name, Optional.of(active.tool()), Optional.of("create-refund"),
                Optional.of("order-12345"),
                Map.of("amount", new MoneyLimit(Money.parse("20.00", "USD").orElseThrow())));
        if (!(active.authority().resolve(session).narrow(request) instanceof Narrowing.Narrowed)) {
            throw new IllegalStateException("the request lies inside");
        }
        return ceiling.narrow(request);
    }
}

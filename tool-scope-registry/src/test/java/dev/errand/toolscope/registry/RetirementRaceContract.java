package dev.errand.toolscope.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.testing.Race;
import dev.errand.toolscope.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Giving something out against retiring what it depends on, on two nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RetirementRaceContract {

    private static final int ROUNDS = 1;
    private static final int THREADS = 7;
    private static final int AT_MOST = 2_000;
    private static final Change CHANGE = new Change("alice", "a race");
    private static final Set<ScopeName> SCOPES = Set.of(new ScopeName("write:refunds-under-50"),
            new ScopeName("read:refunds"));

    private final TestDatabase kind;
    private List<Node> nodes;

    RetirementRaceContract(TestDatabase kind) {
        this.kind = kind;
    }

    /** A node's connections, and the registry over them. */
    private record Node(HikariDataSource pool, JdbcRegistry registry, JdbcClient jdbc, TransactionTemplate transaction) {

        static Node of(HikariDataSource pool) {
            return new Node(pool, new JdbcRegistry(pool, InstantSource.fixed(Instant.EPOCH)), JdbcClient.create(pool),
                    new TransactionTemplate(new DataSourceTransactionManager(pool)));
        }

        int givenOut() {
            return this.jdbc.sql("SELECT count(*) FROM given_out").query(Integer.class).single();
        }

        boolean giveOut() {
            return Boolean.TRUE.equals(this.transaction.execute(status -> {
                this.registry.hold(SCOPES);
                boolean active = SCOPES.stream().allMatch(scope -> this.registry.active(scope).isPresent())
                        && this.registry.composition(SCOPES).isPresent();
                if (active) {
                    this.jdbc.sql("INSERT INTO given_out (scopes) VALUES (2)").update();
                }
                return active;
            }));
        }
    }

    @BeforeAll
    void start() {
        String url = this.kind.newUrl();
        this.nodes = List.of(Node.of(TestDatabase.pool(url)), Node.of(TestDatabase.pool(url)));
        RegistryMigrations.migrate(this.nodes.getFirst().pool());
        this.nodes.getFirst().jdbc().sql("CREATE TABLE given_out (scopes integer NOT NULL)").update();
    }

    @AfterAll
    void stop() {
        this.nodes.forEach(node -> node.pool().close());
    }

    /**
     * Whoever held the scopes before they were retired has committed when they are, and whoever holds them later does
     * not find them: what was given out when the retiring is about to commit is all that ever is.
     */
    @Test
    void nothingIsGivenOutUnderWhatIsRetired() throws Exception {
        RegistryDocument retired = Documents
                .read(Documents.composedText().replace("\n    tool:", "\n    state: retired\n    tool:"));
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(race(node -> node.registry().apply(retired, CHANGE))).isZero();
            EntryName composition = new EntryName(EntryKind.COMPOSITION, "refund-and-look");
            assertThat(race(node -> node.registry().retire(composition, CHANGE))).isZero();
        }
    }

    /** What was given out after the change, while others give out all the time until they see it. */
    private int race(Consumer<Node> change) throws Exception {
        this.nodes.getFirst().registry().apply(Documents.composed(), CHANGE);
        AtomicInteger roles = new AtomicInteger();
        List<Integer> counts = Race.over(this.nodes, THREADS, node -> () -> {
            if (roles.getAndIncrement() != 0) {
                int calls = 0;
                while (node.giveOut()) {
                    assertThat(++calls).as("given out while a change waits").isLessThan(AT_MOST);
                }
                return 0;
            }
            return node.transaction().execute(status -> {
                change.accept(node);
                return node.givenOut();
            });
        });
        return this.nodes.getFirst().givenOut() - counts.stream().mapToInt(Integer::intValue).sum();
    }
}

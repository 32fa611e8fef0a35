package dev.errand.toolscope.registry;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.testing.Race;
import dev.errand.toolscope.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

/** What every registry in a database does besides; two nodes reach it through connections of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcRegistryContract extends ListsContract<JdbcRegistry> {

    private final TestDatabase kind;
    private List<HikariDataSource> pools;
    private List<JdbcRegistry> nodes;
    private JdbcRegistry registry;
    private JdbcClient jdbc;
    private TransactionTemplate caller;
    private RegistryChanges listening = this.heard::add;

    JdbcRegistryContract(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeAll
    void start() {
        String url = this.kind.newUrl();
        this.pools = List.of(TestDatabase.pool(url), TestDatabase.pool(url));
        RegistryMigrations.migrate(dataSource());
        this.jdbc = JdbcClient.create(dataSource());
        this.nodes = this.pools.stream().map(pool -> node(pool, Approval.NOT_NEEDED)).toList();
        this.registry = this.nodes.getFirst();
        this.caller = new TransactionTemplate(new DataSourceTransactionManager(dataSource()));
    }

    @AfterAll
    void stop() {
        this.pools.forEach(HikariDataSource::close);
    }

    @BeforeEach
    void emptyTables() {
        this.heard.clear();
        this.listening = this.heard::add;
        List.of("registry_transition", "registry_member", "registry_label", "registry_version", "registry_entry",
                "registered_tool_version", "registered_tool")
                .forEach(table -> this.jdbc.sql("DELETE FROM " + table).update());
    }

    @Override
    JdbcRegistry wanting(Approval approval) {
        return node(dataSource(), approval);
    }

    private JdbcRegistry node(DataSource pool, Approval approval) {
        return new JdbcRegistry(pool, InstantSource.fixed(NOW), change -> this.listening.changed(change), approval);
    }

    private DataSource dataSource() {
        return this.pools.getFirst();
    }

    @Override
    List<JdbcRegistry> nodes() {
        return this.nodes;
    }

    @Test
    void aChangeIsUndoneWithItsCallersTransaction() {
        this.caller.executeWithoutResult(status -> {
            this.registry.apply(Documents.registered(), ALICE);
            assertThat(this.registry.active(REFUNDS)).isPresent();
            status.setRollbackOnly();
        });
        assertThat(this.registry.active(REFUNDS)).isEmpty();
        assertThat(this.registry.tools()).isEmpty();
        this.caller.executeWithoutResult(status -> this.registry.apply(Documents.registered(), ALICE));
        assertThat(this.registry.active(REFUNDS)).isPresent();
    }

    /** Each changes what it read; one that had not been alone would register what another has registered. */
    @Test
    void whoeverLocksChangesWhatTheyRead() throws Exception {
        this.registry.apply(Documents.registered(), ALICE);
        Race.over(List.of(0, 1), 8, node -> () -> transaction(node).execute(status -> {
            JdbcRegistry own = this.nodes.get(node);
            own.lock();
            int read = own.active(ORDERS).orElseThrow().version();
            return own.apply(Documents.with("Read one order", "Read order " + read), BOB);
        }));
        assertThat(this.registry.active(ORDERS).orElseThrow().version()).isEqualTo(9);
    }

    private TransactionTemplate transaction(int node) {
        return new TransactionTemplate(new DataSourceTransactionManager(this.pools.get(node)));
    }

    @Test
    void aDocumentThatFailsHalfWayLeavesNothing() {
        this.registry.apply(Documents.registered(), ALICE);
        RegistryDocument changed = Documents.read(Documents.YAML.replace("Read one order", "Read an order")
                .replace("amount: {max: \"50.00\"", "amount: {max: \"49.00\""));
        this.listening = change -> {
            if (change.entry().equals(EntryName.of(ORDERS))) {
                throw new IllegalStateException("The host cannot write it down");
            }
        };
        assertThatIllegalStateException().isThrownBy(() -> this.registry.apply(changed, BOB));
        assertThat(this.registry.activeScopes()).extracting(ToolScope::version).containsExactly(1, 1);
        assertThat(this.registry.history(EntryName.of(REFUNDS))).hasSize(1);
        this.listening = change -> {};
        this.registry.apply(changed, BOB);
        assertThat(this.registry.activeScopes()).extracting(ToolScope::version).containsExactly(2, 2);
    }

    @Test
    void aVersionHasOneRow() {
        this.registry.apply(Documents.registered(), ALICE);
        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> this.jdbc.sql("""
                INSERT INTO registry_version (kind, name, version, retires, definition)
                SELECT kind, name, version, retires, definition
                  FROM registry_version
                """).update());
    }

    @Test
    void anotherConnectionSeesNoHalfAppliedDocument() {
        this.caller.executeWithoutResult(status -> {
            this.registry.apply(Documents.registered(), ALICE);
            assertThat(readElsewhere()).isZero();
        });
        assertThat(readElsewhere()).isEqualTo(2);
    }

    @Test
    void migratingAgainChangesNothing() {
        this.registry.apply(Documents.registered(), ALICE);
        RegistryMigrations.migrate(dataSource());
        assertThat(this.registry.activeScopes()).hasSize(2);
        assertThat(this.jdbc.sql("SELECT count(*) FROM \"errand_toolscope_registry_history\" WHERE \"version\" = '1'")
                .query(Integer.class)
                .single()).isEqualTo(1);
    }

    /** What the first version of the tables held: the scopes, their versions and who made them. */
    @Test
    void carriesOverWhatWasRegisteredBeforeThereWereCompositions() {
        try (HikariDataSource before = TestDatabase.pool(this.kind.newUrl())) {
            JdbcClient old = JdbcClient.create(before);
            new ResourceDatabasePopulator(new ClassPathResource("db/toolscope/registry/V1__registry.sql")).execute(before);
            old.sql("""
                    INSERT INTO registered_tool (resource, name, jwks, changed_at, changed_by)
                    VALUES ('https://orders.example', 'Orders', '{"keys":[]}', TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00Z', 'alice')
                    """).update();
            old.sql("INSERT INTO tool_scope (name, active_version) VALUES ('read:orders', 2)").update();
            ToolScope scope = Documents.registered().scopes().getLast();
            for (int version = 1; version <= 2; version++) {
                old.sql("""
                        INSERT INTO tool_scope_version (name, version, tool, definition, created_at, created_by)
                        VALUES ('read:orders', :version, 'https://orders.example', :definition,
                                TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00Z', :by)
                        """)
                        .param("version", version)
                        .param("definition", RegistryRows.definition(new Entry.OfScope(scope)))
                        .param("by", version == 1 ? "alice" : "bob")
                        .update();
            }
            RegistryMigrations.configuration(before).baselineVersion("1").load().migrate();
            JdbcRegistry registry = new JdbcRegistry(before, InstantSource.fixed(NOW));
            assertThat(registry.active(ORDERS)).contains(scope.withVersion(2));
            assertThat(registry.version(ORDERS, 1)).contains(scope.withVersion(1));
            assertThat(registry.history(EntryName.of(ORDERS)))
                    .extracting(EntryVersion::state, version -> version.transitions().getFirst().change().by())
                    .containsExactly(tuple(VersionState.RETIRED, "alice"), tuple(VersionState.ACTIVE, "bob"));
            assertThat(registry.entries(EntryFilter.all(EntryKind.SCOPE), "", 9)).containsExactly(new ListedEntry(
                    EntryName.of(ORDERS), 2, 2, VersionState.ACTIVE, scope.description(), Optional.of(scope.tool()),
                    Optional.of(scope.effect()), Collections.emptySortedSet()));
            assertThat(registry.tools("", 9)).extracting(ListedTool::changedBy).containsExactly("alice");
            assertThat(registry.toolVersions("https://orders.example", 9, 9)).extracting(ToolVersion::version)
                    .containsExactly(1);
            registry.apply(Documents.registered(), ALICE);
            assertThat(registry.active(ORDERS).orElseThrow().version()).isEqualTo(2);
        }
    }

    private int readElsewhere() {
        try (var connection = dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM registry_version")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}

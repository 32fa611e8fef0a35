package dev.errand.toolscope.registry;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.toolscope.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What every registry in a database does besides; two nodes reach it through connections of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcRegistryContract extends RegistryContract<JdbcRegistry> {

    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789012Z");

    private final TestDatabase kind;
    private List<HikariDataSource> pools;
    private List<JdbcRegistry> nodes;
    private JdbcRegistry registry;
    private JdbcClient jdbc;
    private TransactionTemplate caller;

    JdbcRegistryContract(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeAll
    void start() {
        String url = this.kind.newUrl();
        this.pools = List.of(TestDatabase.pool(url), TestDatabase.pool(url));
        RegistryMigrations.migrate(dataSource());
        this.jdbc = JdbcClient.create(dataSource());
        this.nodes = this.pools.stream().map(pool -> new JdbcRegistry(pool, InstantSource.fixed(NOW))).toList();
        this.registry = this.nodes.getFirst();
        this.caller = new TransactionTemplate(new DataSourceTransactionManager(dataSource()));
    }

    @AfterAll
    void stop() {
        this.pools.forEach(HikariDataSource::close);
    }

    @BeforeEach
    void emptyTables() {
        this.jdbc.sql("DELETE FROM tool_scope_version").update();
        this.jdbc.sql("DELETE FROM tool_scope").update();
        this.jdbc.sql("DELETE FROM registered_tool").update();
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
            this.registry.apply(Documents.registered(), "alice");
            assertThat(this.registry.active(REFUNDS)).isPresent();
            status.setRollbackOnly();
        });
        assertThat(this.registry.active(REFUNDS)).isEmpty();
        assertThat(this.registry.tools()).isEmpty();
        this.caller.executeWithoutResult(status -> this.registry.apply(Documents.registered(), "alice"));
        assertThat(this.registry.active(REFUNDS)).isPresent();
    }

    @Test
    void aDocumentThatFailsHalfWayLeavesNothing() {
        this.registry.apply(Documents.registered(), "alice");
        this.jdbc.sql("UPDATE tool_scope SET active_version = 0 WHERE name = 'write:refunds-under-50'").update();
        RegistryDocument changed = Documents.with("Read one order", "Read an order");
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> this.registry.apply(changed, "bob"));
        assertThat(this.registry.active(ORDERS).orElseThrow().version()).isEqualTo(1);
        this.jdbc.sql("UPDATE tool_scope SET active_version = 1 WHERE name = 'write:refunds-under-50'").update();
        this.registry.apply(changed, "bob");
        assertThat(this.registry.active(ORDERS).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void keepsWhoMadeAVersionAndWhen() {
        this.registry.apply(Documents.registered(), "alice");
        this.registry.apply(Documents.with("Read one order", "Read an order"), "bob");
        assertThat(this.jdbc.sql("SELECT created_by FROM tool_scope_version WHERE name = 'read:orders' ORDER BY version")
                .query(String.class)
                .list()).containsExactly("alice", "bob");
        assertThat(this.jdbc.sql("SELECT created_at FROM tool_scope_version WHERE name = 'read:orders' AND version = 2")
                .query(OffsetDateTime.class)
                .single()
                .toInstant()).isEqualTo(NOW.atOffset(ZoneOffset.UTC).toInstant());
    }

    @Test
    void aVersionHasOneRow() {
        this.registry.apply(Documents.registered(), "alice");
        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> this.jdbc.sql("""
                INSERT INTO tool_scope_version (name, version, tool, definition, created_at, created_by)
                SELECT name, version, tool, definition, created_at, created_by
                  FROM tool_scope_version
                """).update());
    }

    @Test
    void anotherConnectionSeesNoHalfAppliedDocument() {
        this.caller.executeWithoutResult(status -> {
            this.registry.apply(Documents.registered(), "alice");
            assertThat(readElsewhere()).isZero();
        });
        assertThat(readElsewhere()).isEqualTo(2);
    }

    @Test
    void migratingAgainChangesNothing() {
        this.registry.apply(Documents.registered(), "alice");
        RegistryMigrations.migrate(dataSource());
        assertThat(this.registry.activeScopes()).hasSize(2);
        assertThat(this.jdbc.sql("SELECT count(*) FROM \"errand_toolscope_registry_history\" WHERE \"version\" = '1'")
                .query(Integer.class)
                .single()).isEqualTo(1);
    }

    private int readElsewhere() {
        try (var connection = dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM tool_scope_version")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.errand.toolscope.registry;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;

/**
 * The registry in the tables of {@link RegistryMigrations}, on PostgreSQL or H2 in its PostgreSQL mode. Reads and
 * changes join the caller's transaction on the same data source; a change without one gets one. Thread-safe.
 */
public final class JdbcRegistry implements ToolScopes, ToolScopeAdmin {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RegistryWriter writer;

    public JdbcRegistry(DataSource dataSource, InstantSource clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.writer = new RegistryWriter(this.jdbc, clock);
    }

    @Override
    public void apply(RegistryDocument document, String changedBy) {
        ChangedBy.require(changedBy);
        this.transaction.executeWithoutResult(status -> this.writer.write(document, changedBy));
    }

    @Override
    public Optional<RegisteredTool> tool(String resource) {
        if (resource.indexOf('\0') >= 0) {
            // PostgreSQL raises an error for what cannot be in its text.
            return Optional.empty();
        }
        return this.jdbc.sql("""
                SELECT resource, name, jwks
                  FROM registered_tool
                 WHERE resource = :resource
                """).param("resource", resource).query(RegistryRows::tool).optional();
    }

    @Override
    public List<RegisteredTool> tools() {
        return this.jdbc.sql("""
                SELECT resource, name, jwks
                  FROM registered_tool
                 ORDER BY resource
                """).query(RegistryRows::tool).list();
    }

    @Override
    public Optional<ToolScope> active(ScopeName name) {
        return this.jdbc.sql("""
                SELECT v.name, v.version, v.definition
                  FROM tool_scope s
                  JOIN tool_scope_version v ON v.name = s.name AND v.version = s.active_version
                 WHERE s.name = :name
                """).param("name", name.value()).query(RegistryRows::scope).optional();
    }

    @Override
    public Optional<ToolScope> version(ScopeName name, int version) {
        return this.jdbc.sql("""
                SELECT name, version, definition
                  FROM tool_scope_version
                 WHERE name = :name AND version = :version
                """).param("name", name.value()).param("version", version).query(RegistryRows::scope).optional();
    }

    @Override
    public List<ToolScope> activeScopes() {
        return this.jdbc.sql("""
                SELECT v.name, v.version, v.definition
                  FROM tool_scope s
                  JOIN tool_scope_version v ON v.name = s.name AND v.version = s.active_version
                 ORDER BY s.name
                """).query(RegistryRows::scope).list();
    }
}

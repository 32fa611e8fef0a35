package dev.errand.toolscope.registry;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.toolscope.ToolScope;

/**
 * Writes a document inside a transaction. Rows are made and locked in the order of their names, so that nodes that
 * apply documents at once wait for one another; and a version is numbered under its scope's lock, with the primary key
 * as the last word.
 */
final class RegistryWriter {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    RegistryWriter(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void write(RegistryDocument document, String changedBy) {
        document.tools()
                .stream()
                .sorted(Comparator.comparing(RegisteredTool::resource))
                .forEach(tool -> write(tool, changedBy));
        document.scopes()
                .stream()
                .sorted(Comparator.comparing(ToolScope::name))
                .forEach(scope -> write(scope, changedBy));
    }

    private void write(RegisteredTool tool, String changedBy) {
        boolean replaced = this.jdbc.sql("""
                UPDATE registered_tool
                   SET name = :name, jwks = :jwks, changed_at = :at, changed_by = :by
                 WHERE resource = :resource AND NOT (name = :name AND jwks = :jwks)
                """)
                .param("name", tool.name())
                .param("jwks", tool.jwks())
                .param("at", now())
                .param("by", changedBy)
                .param("resource", tool.resource())
                .update() == 1;
        if (!replaced) {
            insert(tool, changedBy);
        }
    }

    private void insert(RegisteredTool tool, String changedBy) {
        this.jdbc.sql("""
                INSERT INTO registered_tool (resource, name, jwks, changed_at, changed_by)
                VALUES (:resource, :name, :jwks, :at, :by)
                ON CONFLICT DO NOTHING
                """)
                .param("resource", tool.resource())
                .param("name", tool.name())
                .param("jwks", tool.jwks())
                .param("at", now())
                .param("by", changedBy)
                .update();
    }

    private void write(ToolScope scope, String changedBy) {
        int active = lock(scope);
        if (!registered(scope.withVersion(active))) {
            insert(scope.withVersion(active + 1), changedBy);
            activate(scope.withVersion(active + 1));
        }
    }

    /** Holds the scope's row, made if there is none, until the transaction ends; 0 is the version of a new one. */
    private int lock(ToolScope scope) {
        this.jdbc.sql("""
                INSERT INTO tool_scope (name, active_version)
                VALUES (:name, 0)
                ON CONFLICT DO NOTHING
                """).param("name", scope.name().value()).update();
        return this.jdbc.sql("""
                SELECT active_version
                  FROM tool_scope
                 WHERE name = :name
                   FOR UPDATE
                """).param("name", scope.name().value()).query(Integer.class).single();
    }

    private boolean registered(ToolScope scope) {
        return this.jdbc.sql("""
                SELECT name, version, definition
                  FROM tool_scope_version
                 WHERE name = :name AND version = :version
                """)
                .param("name", scope.name().value())
                .param("version", scope.version())
                .query(RegistryRows::scope)
                .optional()
                .filter(scope::equals)
                .isPresent();
    }

    private void insert(ToolScope scope, String changedBy) {
        this.jdbc.sql("""
                INSERT INTO tool_scope_version (name, version, tool, definition, created_at, created_by)
                VALUES (:name, :version, :tool, :definition, :at, :by)
                """)
                .param("name", scope.name().value())
                .param("version", scope.version())
                .param("tool", scope.tool())
                .param("definition", RegistryRows.definition(scope))
                .param("at", now())
                .param("by", changedBy)
                .update();
    }

    private void activate(ToolScope scope) {
        this.jdbc.sql("""
                UPDATE tool_scope
                   SET active_version = :version
                 WHERE name = :name
                """).param("version", scope.version()).param("name", scope.name().value()).update();
    }

    private OffsetDateTime now() {
        return this.clock.instant().atOffset(ZoneOffset.UTC);
    }
}

package dev.errand.authz.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.authz.store.Columns;

/** The table {@code tool_call}. */
final class ToolCallRows {

    private final JdbcClient jdbc;

    ToolCallRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the call under its credential's issuance, if it has one; false if its execution id is taken. */
    boolean insert(ToolCallEntry e, IssuanceRows.@Nullable Authority authority, Instant now) {
        return jdbc.sql("""
                insert into tool_call (tool, execution_id, credential_id, run_id, scope, action, identifier,
                  parameter_digest, outcome, reason, started_at, ended_at, recorded_at, content_digest, agent, subject,
                  granted_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """)
                .params(Arrays.asList(e.tool(), e.executionId(), e.credentialId(),
                        authority == null ? e.runId() : authority.runId(), e.scope(), e.action(), e.identifier(),
                        e.parameterDigest(), e.outcome().word(), e.reason(), utc(e.startedAt()),
                        utc(e.endedAt()), utc(now), ContentDigest.of(e),
                        authority == null ? null : authority.agent(), authority == null ? null : authority.subject(),
                        authority == null ? null : utc(authority.grantedAt(e.scope()))))
                .update() == 1;
    }

    boolean isSame(ToolCallEntry e) {
        return ContentDigest.of(e).equals(jdbc
                .sql("select content_digest from tool_call where tool = :tool and execution_id = :executionId")
                .param("tool", e.tool()).param("executionId", e.executionId()).query(String.class).single());
    }

    long allowedCalls(String credentialId) {
        return jdbc.sql("""
                select count(*) from tool_call where credential_id = :credentialId and outcome = 'allowed'
                """).param("credentialId", credentialId).query(Long.class).single();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : Columns.utc(instant);
    }
}

package dev.errand.authz.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.authz.ledger.IssuanceEntry.CompositionUsed;

/** The table {@code issuance}. */
final class IssuanceRows {

    /** The columns that {@link #read} needs, of the alias {@code i}. */
    static final String COLUMNS = """
            i.credential_id as i_credential_id, i.kind as i_kind, i.issuer as i_issuer, i.kid as i_kid,
            i.run_id as i_run_id, i.session as i_session, i.subject as i_subject, i.agent as i_agent,
            i.actor as i_actor, i.tool as i_tool, i.scope as i_scope,
            i.scope_version_pinned as i_scope_version_pinned, i.scope_version_active as i_scope_version_active,
            i.composition as i_composition, i.composition_version as i_composition_version,
            i.authorization_details as i_authorization_details, i.jkt as i_jkt, i.consent_id as i_consent_id,
            i.issued_at as i_issued_at, i.expires_at as i_expires_at, i.decision as i_decision,
            i.policy_version as i_policy_version, i.trigger as i_trigger, i.request_id as i_request_id,
            i.max_uses as i_max_uses
            """;

    /** What a tool's report is judged by. */
    record Authority(String tool, String runId, int maxUses) {}

    private static final String NO_SCOPE = "";

    private final JdbcClient jdbc;

    IssuanceRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(IssuanceEntry e) {
        CompositionUsed composition = e.composition();
        jdbc.sql("""
                insert into issuance (credential_id, scope, kind, issuer, kid, run_id, session, subject, agent, actor,
                  tool, scope_version_pinned, scope_version_active, composition, composition_version,
                  authorization_details, jkt, consent_id, issued_at, expires_at, decision, policy_version, trigger,
                  request_id, max_uses)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(Arrays.asList(e.credentialId(), e.scope() == null ? NO_SCOPE : e.scope(), e.kind(), e.issuer(), e.kid(),
                        e.runId(), e.session(), e.subject(), e.agent(), e.actor(), e.tool(), e.versionPinned(),
                        e.versionActive(), composition == null ? null : composition.name(),
                        composition == null ? null : composition.version(), e.authorizationDetails(), e.jkt(), e.consentId(),
                        utc(e.issuedAt()),
                        utc(e.expiresAt()), e.decision(), e.policyVersion(), e.trigger(), e.requestId(), e.maxUses()))
                .update();
    }

    /** The credential's authority, its rows locked: reports of one credential are judged one after the other. */
    Optional<Authority> lock(String credentialId) {
        List<Authority> rows = jdbc.sql("""
                select tool, run_id, max_uses from issuance
                where credential_id = :credentialId and kind = 'credential' order by scope for update
                """).param("credentialId", credentialId)
                .query((row, _) -> new Authority(string(row, "tool"), string(row, "run_id"), row.getInt("max_uses")))
                .list();
        return rows.stream().findFirst();
    }

    /** Which scopes, at which version in force at the time, the agent was given in the session, in any run of it. */
    List<GivenScope> given(String session, String agent) {
        return jdbc.sql("""
                select distinct scope, scope_version_active from issuance
                where session = :session and agent = :agent and scope <> '' and kind = 'credential'
                """).param("session", session).param("agent", agent)
                .query((row, _) -> new GivenScope(string(row, "scope"), row.getInt("scope_version_active"))).list();
    }

    static IssuanceEntry read(ResultSet row) throws SQLException {
        String scope = string(row, "i_scope");
        return new IssuanceEntry(string(row, "i_credential_id"), string(row, "i_kind"), string(row, "i_issuer"),
                string(row, "i_kid"), string(row, "i_run_id"), string(row, "i_session"), string(row, "i_subject"),
                string(row, "i_agent"), string(row, "i_actor"), string(row, "i_tool"),
                NO_SCOPE.equals(scope) ? null : scope, row.getObject("i_scope_version_pinned", Integer.class),
                row.getObject("i_scope_version_active", Integer.class), composition(row),
                row.getString("i_authorization_details"),
                string(row, "i_jkt"), row.getString("i_consent_id"), instant(row, "i_issued_at"),
                instant(row, "i_expires_at"), string(row, "i_decision"), string(row, "i_policy_version"),
                string(row, "i_trigger"), string(row, "i_request_id"), row.getInt("i_max_uses"));
    }

    private static @Nullable CompositionUsed composition(ResultSet row) throws SQLException {
        String name = row.getString("i_composition");
        return name == null ? null : new CompositionUsed(name, row.getInt("i_composition_version"));
    }

    static String string(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class), column).toInstant();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

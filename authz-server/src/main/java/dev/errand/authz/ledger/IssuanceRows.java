package dev.errand.authz.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.authz.ledger.IssuanceEntry.CompositionUsed;

import static dev.errand.authz.store.Columns.text;
import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/** The table {@code issuance}. */
final class IssuanceRows {

    /** What a tool's report is judged by, and filed under. */
    record Authority(String tool, String runId, int maxUses, String agent, String subject, Instant issuedAt,
            Set<String> scopes) {

        Authority {
            scopes = Set.copyOf(scopes);
        }

        /** When this scope was granted; null if it was not. */
        @Nullable
        Instant grantedAt(@Nullable String scope) {
            return scope != null && scopes.contains(scope) ? issuedAt : null;
        }
    }

    private final JdbcClient jdbc;
    private final IssuanceLimitRows limits;

    IssuanceRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.limits = new IssuanceLimitRows(jdbc);
    }

    void insert(IssuanceEntry e) {
        Optional<GrantedDetails> details = GrantedDetails.read(e.authorizationDetails());
        insert(e, details.map(GrantedDetails::action).orElse(null), details.map(GrantedDetails::identifier).orElse(null));
        details.ifPresent(read -> limits.insert(e, read));
    }

    private void insert(IssuanceEntry e, @Nullable String action, @Nullable String identifier) {
        CompositionUsed composition = e.composition();
        jdbc.sql("""
                insert into issuance (credential_id, scope, kind, issuer, kid, run_id, session, subject, agent, actor,
                  tool, scope_version_pinned, scope_version_active, composition, composition_version,
                  authorization_details, jkt, consent_id, issued_at, expires_at, decision, policy_version, trigger,
                  request_id, max_uses, action, identifier)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(Arrays.asList(e.credentialId(), e.scope() == null ? IssuanceRow.NO_SCOPE : e.scope(), e.kind(),
                        e.issuer(), e.kid(),
                        e.runId(), e.session(), e.subject(), e.agent(), e.actor(), e.tool(), e.versionPinned(),
                        e.versionActive(), composition == null ? null : composition.name(),
                        composition == null ? null : composition.version(), e.authorizationDetails(), e.jkt(), e.consentId(),
                        utc(e.issuedAt()), utc(e.expiresAt()), e.decision(), e.policyVersion(), e.trigger(), e.requestId(),
                        e.maxUses(),
                        action, identifier))
                .update();
    }

    /** The credential's authority, its rows locked: reports of one credential are judged one after the other. */
    Optional<Authority> lock(String credentialId) {
        List<Authority> rows = jdbc.sql("""
                select tool, run_id, max_uses, agent, subject, issued_at, scope from issuance
                where credential_id = :credentialId and kind = 'credential' order by scope for update
                """).param("credentialId", credentialId).query((row, _) -> authority(row)).list();
        Set<String> scopes = rows.stream().flatMap(row -> row.scopes().stream()).collect(Collectors.toSet());
        return rows.stream().findFirst().map(one -> new Authority(one.tool(), one.runId(), one.maxUses(), one.agent(),
                one.subject(), one.issuedAt(), scopes));
    }

    private static Authority authority(ResultSet row) throws SQLException {
        return new Authority(text(row, "tool"), text(row, "run_id"), row.getInt("max_uses"), text(row, "agent"),
                text(row, "subject"), time(row, "issued_at"), Set.of(text(row, "scope")));
    }

    /** Which scopes, at which version in force at the time, the agent was given in the session, in any run of it. */
    List<GivenScope> given(String session, String agent) {
        return jdbc.sql("""
                select distinct scope, scope_version_active from issuance
                where session = :session and agent = :agent and scope <> '' and kind = 'credential'
                """).param("session", session).param("agent", agent)
                .query((row, _) -> new GivenScope(text(row, "scope"), row.getInt("scope_version_active"))).list();
    }
}

package dev.errand.authz.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.ledger.IssuanceEntry.CompositionUsed;

import static dev.errand.authz.store.Columns.text;
import static dev.errand.authz.store.Columns.time;

/** How a row of the table {@code issuance} is read back. */
public final class IssuanceRow {

    /** The columns that {@link #read} needs, of the alias {@code i}. */
    public static final String COLUMNS = """
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

    static final String NO_SCOPE = "";

    private IssuanceRow() {}

    /** The entry of the row that the result stands on. */
    public static IssuanceEntry read(ResultSet row) throws SQLException {
        String scope = text(row, "i_scope");
        return new IssuanceEntry(text(row, "i_credential_id"), text(row, "i_kind"), text(row, "i_issuer"),
                text(row, "i_kid"), text(row, "i_run_id"), text(row, "i_session"), text(row, "i_subject"),
                text(row, "i_agent"), text(row, "i_actor"), text(row, "i_tool"),
                NO_SCOPE.equals(scope) ? null : scope, row.getObject("i_scope_version_pinned", Integer.class),
                row.getObject("i_scope_version_active", Integer.class), composition(row),
                row.getString("i_authorization_details"),
                text(row, "i_jkt"), row.getString("i_consent_id"), time(row, "i_issued_at"),
                time(row, "i_expires_at"), text(row, "i_decision"), text(row, "i_policy_version"),
                text(row, "i_trigger"), text(row, "i_request_id"), row.getInt("i_max_uses"));
    }

    private static @Nullable CompositionUsed composition(ResultSet row) throws SQLException {
        String name = row.getString("i_composition");
        return name == null ? null : new CompositionUsed(name, row.getInt("i_composition_version"));
    }
}

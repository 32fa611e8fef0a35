package dev.errand.authz.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.ledger.IssuanceEntry.CompositionUsed;

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

    /** A text that is never null. */
    public static String string(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    /** A time that is never null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class), column).toInstant();
    }

    /** The time as the database takes it. */
    public static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

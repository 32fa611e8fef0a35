package dev.errand.authz.ledger;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.authz.store.RowInsert;

import static dev.errand.authz.store.Columns.utc;

/** The table {@code issuance_limit}: the largest values that granted scopes allowed. */
final class IssuanceLimitRows {

    private static final RowInsert INSERT = RowInsert.into("issuance_limit", "credential_id", "scope", "action", "parameter",
            "currency", "largest", "agent", "issued_at");

    private final JdbcClient jdbc;

    IssuanceLimitRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All limits of the scope in one statement: each waits for the database once. */
    void insert(IssuanceEntry issuance, GrantedDetails details) {
        INSERT.insert(jdbc, details.limits().stream().map(limit -> row(issuance, details, limit)).toList());
    }

    private static List<@Nullable Object> row(IssuanceEntry issuance, GrantedDetails details, GrantedDetails.Limit limit) {
        return Arrays.asList(issuance.credentialId(), issuance.scope(), details.action(), limit.parameter(),
                limit.currency(), limit.largest(), issuance.agent(), utc(issuance.issuedAt()));
    }
}

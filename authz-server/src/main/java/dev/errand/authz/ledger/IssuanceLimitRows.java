package dev.errand.authz.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.errand.authz.store.Columns.utc;

/** The table {@code issuance_limit}: the largest values that granted scopes allowed. */
final class IssuanceLimitRows {

    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?)";

    private final JdbcClient jdbc;

    IssuanceLimitRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All limits of the scope in one statement: each waits for the database once. */
    void insert(IssuanceEntry issuance, GrantedDetails details) {
        if (details.limits().isEmpty()) {
            return;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (GrantedDetails.Limit limit : details.limits()) {
            Collections.addAll(values, issuance.credentialId(), issuance.scope(), details.action(), limit.parameter(),
                    limit.currency(), limit.largest(), issuance.agent(), utc(issuance.issuedAt()));
        }
        jdbc.sql("""
                insert into issuance_limit (credential_id, scope, action, parameter, currency, largest, agent, issued_at)
                values
                """ + String.join(", ", Collections.nCopies(details.limits().size(), ROW))).params(values).update();
    }
}

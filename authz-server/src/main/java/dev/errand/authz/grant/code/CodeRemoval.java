package dev.errand.authz.grant.code;

import java.time.InstantSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.retention.ExpiredRows;
import dev.errand.authz.retention.OldRows;
import dev.errand.authz.retention.Retention;

/** Removes codes whose run, if they opened one, cannot live any more. */
@Component
final class CodeRemoval extends ExpiredRows {

    CodeRemoval(JdbcClient jdbc, Retention retention, InstantSource clock) {
        super("codes", new OldRows("authorization_code", "code_hash", "expires_at"), jdbc, retention, clock);
    }
}

package dev.errand.authz.authorize;

import java.time.InstantSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.retention.ExpiredRows;
import dev.errand.authz.retention.OldRows;
import dev.errand.authz.retention.Retention;

/** Removes pushed requests that nobody can open any more. */
@Component
final class PushedRequestRemoval extends ExpiredRows {

    PushedRequestRemoval(JdbcClient jdbc, Retention retention, InstantSource clock) {
        super("pushed requests", new OldRows("pushed_request", "uri_hash", "expires_at"), jdbc, retention, clock);
    }
}

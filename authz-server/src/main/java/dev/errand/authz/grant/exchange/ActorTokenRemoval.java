package dev.errand.authz.grant.exchange;

import java.time.InstantSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.retention.ExpiredRows;
import dev.errand.authz.retention.OldRows;
import dev.errand.authz.retention.Retention;

/** Removes the uses of actor tokens that have expired: those are refused whether they were used or not. */
@Component
final class ActorTokenRemoval extends ExpiredRows {

    ActorTokenRemoval(JdbcClient jdbc, Retention retention, InstantSource clock) {
        super("actor tokens", new OldRows("actor_token", "digest", "expires_at"), jdbc, retention, clock);
    }
}

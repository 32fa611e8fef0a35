package dev.errand.authz.grant.exchange;

import java.time.InstantSource;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.retention.OldRows;
import dev.errand.authz.retention.Removal;
import dev.errand.authz.retention.Retention;

/** Removes the uses of actor tokens that have expired: those are refused whether they were used or not. */
@Component
final class ActorTokenRemoval implements Removal {

    private static final OldRows EXPIRED = new OldRows("actor_token", "digest", "expires_at");

    private final JdbcClient jdbc;
    private final Retention retention;
    private final InstantSource clock;

    ActorTokenRemoval(JdbcClient jdbc, Retention retention, InstantSource clock) {
        this.jdbc = jdbc;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public String what() {
        return "actor tokens";
    }

    @Override
    public int remove(int atMost) {
        List<String> tokens = EXPIRED.lockOldest(jdbc, clock.instant().minus(retention.requests()), atMost);
        EXPIRED.delete(jdbc, tokens);
        return tokens.size();
    }
}

package dev.errand.authz.authorize;

import java.time.InstantSource;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.retention.OldRows;
import dev.errand.authz.retention.Removal;
import dev.errand.authz.retention.Retention;

/** Removes pushed requests that nobody can open any more. */
@Component
final class PushedRequestRemoval implements Removal {

    private static final OldRows OVER = new OldRows("pushed_request", "uri_hash", "expires_at");

    private final JdbcClient jdbc;
    private final Retention retention;
    private final InstantSource clock;

    PushedRequestRemoval(JdbcClient jdbc, Retention retention, InstantSource clock) {
        this.jdbc = jdbc;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public String what() {
        return "pushed requests";
    }

    @Override
    public int remove(int atMost) {
        List<String> uris = OVER.lockOldest(jdbc, clock.instant().minus(retention.requests()), atMost);
        OVER.delete(jdbc, uris);
        return uris.size();
    }
}

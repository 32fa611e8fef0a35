package dev.errand.authz.grant.code;

import java.time.InstantSource;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.retention.OldRows;
import dev.errand.authz.retention.Removal;
import dev.errand.authz.retention.Retention;

/** Removes codes whose run, if they opened one, cannot live any more. */
@Component
final class CodeRemoval implements Removal {

    private static final OldRows OVER = new OldRows("authorization_code", "code_hash", "expires_at");

    private final JdbcClient jdbc;
    private final Retention retention;
    private final InstantSource clock;

    CodeRemoval(JdbcClient jdbc, Retention retention, InstantSource clock) {
        this.jdbc = jdbc;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public String what() {
        return "codes";
    }

    @Override
    public int remove(int atMost) {
        List<String> codes = OVER.lockOldest(jdbc, clock.instant().minus(retention.requests()), atMost);
        OVER.delete(jdbc, codes);
        return codes.size();
    }
}

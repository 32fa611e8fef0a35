package dev.errand.authz.authorize;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.grant.code.Codes;
import dev.errand.authz.retention.OldRows;
import dev.errand.authz.retention.Removal;
import dev.errand.authz.retention.Retention;
import dev.errand.authz.run.ConsentedRuns;

/** Removes consents that neither a run nor a code refers to any more. */
@Component
final class ConsentRemoval implements Removal {

    /** A run ends with its session at the latest: older consents have no run that is kept, but for one removed late. */
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final OldRows GIVEN = new OldRows("consent", "consent_id", "given_at");

    private final JdbcClient jdbc;
    private final ConsentedRuns runs;
    private final Codes codes;
    private final Retention retention;
    private final InstantSource clock;

    ConsentRemoval(JdbcClient jdbc, ConsentedRuns runs, Codes codes, Retention retention, InstantSource clock) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.codes = codes;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public String what() {
        return "consents";
    }

    @Override
    public int remove(int atMost) {
        List<String> consents = new ArrayList<>(
                GIVEN.lockOldest(jdbc, clock.instant().minus(retention.runs()).minus(LONGEST), atMost));
        if (!consents.isEmpty()) {
            consents.removeAll(runs.restingOn(consents));
        }
        if (!consents.isEmpty()) {
            consents.removeAll(codes.standingFor(consents));
        }
        GIVEN.delete(jdbc, consents);
        return consents.size();
    }
}

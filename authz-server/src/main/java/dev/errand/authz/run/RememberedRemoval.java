package dev.errand.authz.run;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.retention.OldRows;
import dev.errand.authz.retention.Removal;
import dev.errand.authz.retention.Retention;

/** Removes what is left of the budgets of remembered consents, once no run that drew on them is kept. */
@Component
final class RememberedRemoval implements Removal {

    private static final OldRows ENDED = new OldRows("remembered_consent", "consent_id", "ends_at");

    private final JdbcClient jdbc;
    private final ConsentedRuns runs;
    private final Retention retention;
    private final InstantSource clock;

    RememberedRemoval(JdbcClient jdbc, ConsentedRuns runs, Retention retention, InstantSource clock) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public String what() {
        return "remembered consents";
    }

    @Override
    public int remove(int atMost) {
        List<String> consents = new ArrayList<>(ENDED.lockOldest(jdbc, clock.instant().minus(retention.runs()), atMost));
        if (!consents.isEmpty()) {
            consents.removeAll(runs.restingOn(consents));
        }
        if (!consents.isEmpty()) {
            jdbc.sql("DELETE FROM remembered_total WHERE consent_id IN (:consents)").param("consents", consents).update();
        }
        ENDED.delete(jdbc, consents);
        return consents.size();
    }
}

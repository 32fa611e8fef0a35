package dev.errand.authz.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static dev.errand.authz.store.Columns.utc;

/**
 * Instants at which an agent's runs that are not younger end. From the commit on nothing is drawn from such a run
 * anywhere, and no consent that is not younger opens one: whoever reads them compares. That the runs are ended follows
 * one by one. Thread-safe.
 */
@Component
public final class RunCutoffs {

    /** No run is older, nor is any code. */
    private static final Duration LONGEST = Duration.ofHours(25);

    /** By how much the clocks of nodes may differ. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    public RunCutoffs(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Cuts off every run that the agent has opened by now, and every consent, in the caller's transaction. */
    public void declare(String clientId) {
        if (!move(clientId)) {
            jdbc.sql("""
                    INSERT INTO run_not_before (client_id, not_before) VALUES (:client, :now) ON CONFLICT DO NOTHING
                    """).param("client", clientId).param("now", now()).update();
            move(clientId);
        }
    }

    /** Never back. */
    private boolean move(String clientId) {
        return jdbc.sql("UPDATE run_not_before SET not_before = greatest(not_before, :now) WHERE client_id = :client")
                .param("now", now()).param("client", clientId).update() == 1;
    }

    /** Whether a consent that was given to the agent at this time counts no more. */
    boolean cutOff(String clientId, Instant consentedAt) {
        return jdbc.sql("SELECT count(*) FROM run_not_before WHERE client_id = :client AND not_before >= :at")
                .param("client", clientId).param("at", utc(consentedAt)).query(Long.class).single() > 0;
    }

    /**
     * Runs of the agent that nobody has ended yet and that were cut off just now: also those that only seem to be younger,
     * because the clock of the node where they were opened is ahead.
     */
    public List<String> toEnd(String clientId, int limit) {
        return notBefore(clientId).map(at -> openedBy(at.plus(CLOCKS), clientId, limit)).orElseGet(List::of);
    }

    /** Runs that were cut off, of every agent, and that nobody has ended yet; forgets instants before which none was opened. */
    List<String> overdue(int limit) {
        jdbc.sql("DELETE FROM run_not_before WHERE not_before < :old").param("old", now().minus(LONGEST)).update();
        return jdbc.sql("SELECT client_id FROM run_not_before").query(String.class).list().stream()
                .flatMap(client -> notBefore(client).stream().flatMap(at -> openedBy(at, client, limit).stream())).toList();
    }

    private Optional<OffsetDateTime> notBefore(String clientId) {
        return jdbc.sql("SELECT not_before FROM run_not_before WHERE client_id = :client").param("client", clientId)
                .query(OffsetDateTime.class).optional();
    }

    /** Those whose time is over anyway are not among them. */
    private List<String> openedBy(OffsetDateTime at, String clientId, int limit) {
        return jdbc.sql("""
                SELECT run_id FROM run WHERE client_id = :client AND state = 'active' AND deadline > :now AND opened_at <= :at
                 ORDER BY opened_at DESC, run_id DESC FETCH FIRST :limit ROWS ONLY
                """).param("client", clientId).param("now", now()).param("at", at).param("limit", limit).query(String.class)
                .list();
    }

    private OffsetDateTime now() {
        return utc(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}

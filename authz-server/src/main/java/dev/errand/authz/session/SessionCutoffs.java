package dev.errand.authz.session;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static dev.errand.authz.store.Columns.utc;

/**
 * Instants at which sessions that are not younger end, everybody's or one user's, whichever is later. From the commit on
 * no such session is live anywhere: whoever reads a session compares. That they are ended, so that their runs end too,
 * follows one by one. Thread-safe.
 */
@Component
public final class SessionCutoffs {

    private static final String EVERYBODY = "";

    /** No session is older. */
    private static final Duration LONGEST = Duration.ofHours(25);

    /** By how much the clocks of nodes may differ. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    public SessionCutoffs(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Cuts off every session that has begun by now, in the caller's transaction.
     *
     * @param subject whose; empty for everybody's
     */
    public void declare(Optional<String> subject) {
        String key = subject.orElse(EVERYBODY);
        if (!move(key)) {
            jdbc.sql("""
                    insert into session_not_before (subject, not_before) values (:subject, :now) on conflict do nothing
                    """).param("subject", key).param("now", now()).update();
            move(key);
        }
    }

    /** Never back. */
    private boolean move(String subject) {
        return jdbc.sql("update session_not_before set not_before = greatest(not_before, :now) where subject = :subject")
                .param("now", now()).param("subject", subject).update() == 1;
    }

    /**
     * Sessions that nobody has ended yet and that were cut off just now: also those that only seem to be younger, because
     * the clock of the node where they began is ahead.
     */
    public List<String> toEnd(Optional<String> subject, int limit) {
        String key = subject.orElse(EVERYBODY);
        return notBefore(key).map(at -> begunBy(at.plus(CLOCKS), key, limit)).orElseGet(List::of);
    }

    /** Sessions that were cut off, whosever, and that nobody has ended yet; forgets instants before which none began. */
    List<String> overdue(int limit) {
        jdbc.sql("delete from session_not_before where not_before < :old").param("old", now().minus(LONGEST)).update();
        return jdbc.sql("select subject from session_not_before").query(String.class).list().stream()
                .flatMap(key -> notBefore(key).stream().flatMap(at -> begunBy(at, key, limit).stream())).distinct().toList();
    }

    private Optional<OffsetDateTime> notBefore(String key) {
        return jdbc.sql("select not_before from session_not_before where subject = :key").param("key", key)
                .query(OffsetDateTime.class).optional();
    }

    /** Those whose time is over anyway are not among them. */
    private List<String> begunBy(OffsetDateTime at, String key, int limit) {
        return jdbc.sql("""
                select sid from user_session where state = 'live' and idle_end > :now and auth_time <= :at %s
                order by auth_time desc, sid desc fetch first :limit rows only
                """.formatted(key.equals(EVERYBODY) ? "" : "and subject = :key")).param("now", now()).param("at", at)
                .param("key", key)
                .param("limit", limit).query(String.class).list();
    }

    private OffsetDateTime now() {
        return utc(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}

package dev.errand.authz.session;

import java.time.InstantSource;
import java.util.List;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.retention.OldRows;
import dev.errand.authz.retention.Removal;
import dev.errand.authz.retention.Retention;

/** Removes sessions that ended long ago. */
@Component
final class SessionRemoval implements Removal {

    private static final OldRows ENDED = new OldRows("user_session", "sid", "ended_at");

    private final JdbcClient jdbc;
    private final Retention retention;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    SessionRemoval(JdbcClient jdbc, Retention retention, ApplicationEventPublisher events, InstantSource clock) {
        this.jdbc = jdbc;
        this.retention = retention;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String what() {
        return "sessions";
    }

    @Override
    public int remove(int atMost) {
        List<String> sids = ENDED.lockOldest(jdbc, clock.instant().minus(retention.sessions()), atMost);
        if (!sids.isEmpty()) {
            events.publishEvent(new SessionsRemoved(sids));
        }
        ENDED.delete(jdbc, sids);
        return sids.size();
    }
}

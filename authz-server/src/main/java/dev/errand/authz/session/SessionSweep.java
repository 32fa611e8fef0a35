package dev.errand.authz.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import dev.errand.authz.store.Batches;

/**
 * Ends sessions whose time is over, so that their runs end too. An expired session is refused from its end on in any
 * case; this is what writes it down.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SessionSweep {

    private static final Logger LOG = LoggerFactory.getLogger(SessionSweep.class);

    private static final int AT_ONCE = 200;

    private final Sessions sessions;
    private final SessionCutoffs cutoffs;

    SessionSweep(Sessions sessions, SessionCutoffs cutoffs) {
        this.sessions = sessions;
        this.cutoffs = cutoffs;
    }

    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT10S")
    void sweep() {
        Batches.work(Sessions.SWEEP, sessions::expired, session -> end(session.sid(), () -> sessions.endExpired(session)));
        Batches.work(AT_ONCE, () -> cutoffs.overdue(AT_ONCE),
                sid -> end(sid, () -> sessions.end(sid, SessionEnding.KILL_SWITCH)));
    }

    /** One session that cannot be ended now must not keep the others. */
    private static boolean end(String sid, Runnable ending) {
        try {
            ending.run();
            return true;
        } catch (RuntimeException ex) {
            LOG.warn("Session {} is over but could not be ended; the next sweep tries again", sid, ex);
            return false;
        }
    }
}

package dev.errand.authz.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Ends sessions whose time is over, so that their runs end too. An expired session is refused from its end on in any
 * case; this is what writes it down.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SessionSweep {

    private static final Logger LOG = LoggerFactory.getLogger(SessionSweep.class);

    private final Sessions sessions;

    SessionSweep(Sessions sessions) {
        this.sessions = sessions;
    }

    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT10S")
    void sweep() {
        sessions.expired().forEach(this::end);
    }

    /** One session that cannot be ended now must not keep the others. */
    private void end(UserSession session) {
        try {
            sessions.endExpired(session);
        } catch (RuntimeException ex) {
            LOG.warn("Session {} is over but could not be ended; the next sweep tries again", session.sid(), ex);
        }
    }
}

package dev.errand.authz.session.upstream;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/** Removes what is remembered of providers' sessions long after they are over. */
@Configuration(proxyBeanMethods = false)
class PresenceSweep {

    private final UpstreamSessions sessions;

    PresenceSweep(UpstreamSessions sessions) {
        this.sessions = sessions;
    }

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT10M")
    void sweep() {
        sessions.forget();
    }
}

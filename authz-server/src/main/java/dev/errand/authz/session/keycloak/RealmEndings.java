package dev.errand.authz.session.keycloak;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.event.TransactionalEventListener;

import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.session.LinkedSessions;
import dev.errand.authz.session.SessionEnded;
import dev.errand.authz.session.UpstreamLink;
import dev.errand.authz.session.upstream.UpstreamUnavailable;

/**
 * Ends the realm's session once the last of ours that stood on it has ended: after the commit, beside the request, and as
 * well as it goes. Where it does not, the ledger says so; nothing of ours is alive in any case.
 */
final class RealmEndings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RealmEndings.class);

    private static final int AT_A_TIME = 2;

    private final Realms realms;
    private final LinkedSessions linked;
    private final Ledger ledger;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME,
            Thread.ofPlatform().daemon().name("realm-endings-", 0).factory());

    RealmEndings(Realms realms, LinkedSessions linked, Ledger ledger, InstantSource clock) {
        this.realms = realms;
        this.linked = linked;
        this.ledger = ledger;
        this.clock = clock;
    }

    @TransactionalEventListener
    void on(SessionEnded ended) {
        if (!realms.isEmpty() && ended.ending().isNewsUpstream()) {
            threads.execute(() -> end(ended.sid()));
        }
    }

    private void end(String sid) {
        try {
            linked.of(sid).filter(link -> realms.covers(link.identity().issuer())).ifPresent(link -> end(sid, link));
        } catch (RuntimeException ex) {
            LOG.warn("The provider's session behind {} was not ended", sid, ex);
        }
    }

    private void end(String sid, UpstreamLink link) {
        String issuer = link.identity().issuer();
        if (link.sid() == null || linked.isBehindAny(issuer, link.sid())) {
            return;
        }
        try {
            realms.end(issuer, link.sid());
        } catch (UpstreamUnavailable ex) {
            LOG.warn("The provider's session behind {} was not ended: {}", sid, ex.getMessage(), ex);
            ledger.event(new EventEntry(clock.instant(), "upstream_session_not_ended", null, sid, null, null,
                    "at " + issuer, true));
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}

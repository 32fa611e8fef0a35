package dev.errand.authz.session.keycloak;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;

import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.session.LinkedSessions;
import dev.errand.authz.session.SessionEnded;
import dev.errand.authz.session.SessionEnding;
import dev.errand.authz.session.upstream.UpstreamUnavailable;

/**
 * Ends the realm's session once the last of ours that stood on it has ended. What is to be ended is filed in the transaction
 * of our ending, and done beside it by any node: tried again after ever longer pauses, for a day. Where it cannot be done, the
 * ledger has an alarm; nothing of ours is alive in any case.
 */
final class RealmEndings {

    private static final Logger LOG = LoggerFactory.getLogger(RealmEndings.class);

    /** Ours was not needed for a while, or for long enough. The user may be at work elsewhere. */
    private static final Set<SessionEnding> BY_TIME = EnumSet.of(SessionEnding.IDLE, SessionEnding.ABSOLUTE);

    private static final int AT_ONCE = 200;
    private static final int BATCHES = 50;
    private static final Duration CLAIM = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int DOUBLINGS = 7;
    private static final Duration LONG_ENOUGH = Duration.ofDays(1);

    /** After a day, somebody whose turn it still is has this long to find it so. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final Realms realms;
    private final LinkedSessions linked;
    private final RealmEndingRows rows;
    private final boolean atExpiry;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    /** @param atExpiry whether the realm's session ends with one of ours whose time is over, too */
    RealmEndings(Realms realms, LinkedSessions linked, RealmEndingRows rows, boolean atExpiry, Ledger ledger,
            InstantSource clock) {
        this.realms = realms;
        this.linked = linked;
        this.rows = rows;
        this.atExpiry = atExpiry;
        this.ledger = ledger;
        this.clock = clock;
    }

    @EventListener
    void on(SessionEnded ended) {
        if (!realms.isEmpty() && ended.ending().isNewsUpstream() && (atExpiry || !BY_TIME.contains(ended.ending()))) {
            file(ended.sid());
        }
    }

    private void file(String sid) {
        linked.of(sid).filter(link -> realms.covers(link.identity().issuer())).ifPresent(link -> {
            String upstreamSid = link.sid();
            if (upstreamSid != null) {
                rows.insert(sid, link.identity().issuer(), upstreamSid, clock.instant().truncatedTo(ChronoUnit.MICROS));
            }
        });
    }

    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT1S")
    void look() {
        realms.issuers().stream().filter(busy::add)
                .forEach(issuer -> Thread.ofVirtual().name("realm-endings ", 0).start(() -> serve(issuer)));
    }

    /** Each realm by itself. One that does not answer is not asked for the others that are due: the next look tries the next. */
    private void serve(String issuer) {
        try {
            for (RealmEndingRows.Pending pending : rows.due(issuer, clock.instant(), AT_ONCE)) {
                if (!end(pending)) {
                    return;
                }
            }
        } catch (RuntimeException ex) {
            LOG.warn("Sessions at {} cannot be ended now; the next look tries again", issuer, ex);
        } finally {
            busy.remove(issuer);
        }
    }

    /** @return whether the realm answers, as far as that is known */
    private boolean end(RealmEndingRows.Pending pending) {
        Instant now = clock.instant();
        if (!rows.claim(pending, now.plus(CLAIM))) {
            return true;
        }
        if (linked.isBehindAny(pending.issuer(), pending.upstreamSid())) {
            rows.drop(pending.sid());
            return true;
        }
        try {
            realms.end(pending.issuer(), pending.upstreamSid());
            rows.over(pending);
            return true;
        } catch (UpstreamUnavailable ex) {
            LOG.warn("The provider's session behind {} was not ended: {}", pending.sid(), ex.getMessage(), ex);
            if (now.isAfter(pending.endedAt().plus(LONG_ENOUGH))) {
                giveUp(pending, now);
            } else {
                rows.postpone(pending.sid(), now.plus(pause(pending.attempts())));
            }
            return false;
        }
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** What nobody has tried to the end in a day: its realm is configured no more, or no node was up. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
    void giveUpOld() {
        Instant now = clock.instant();
        for (int batch = 0; batch < BATCHES; batch++) {
            List<RealmEndingRows.Pending> old = rows.endedBefore(now.minus(LONG_ENOUGH).minus(MARGIN), AT_ONCE);
            old.stream().filter(pending -> rows.claim(pending, now.plus(CLAIM))).forEach(pending -> giveUp(pending, now));
            if (old.size() < AT_ONCE) {
                return;
            }
        }
    }

    /** The alarm first: whoever is cut off between the two raises it again, and not never. */
    private void giveUp(RealmEndingRows.Pending pending, Instant now) {
        ledger.alarm(new EventEntry(now, "upstream_session_not_ended", null, pending.sid(), null, null,
                "at " + pending.issuer(), true));
        rows.drop(pending.sid());
    }
}

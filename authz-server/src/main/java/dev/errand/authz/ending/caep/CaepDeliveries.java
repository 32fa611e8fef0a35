package dev.errand.authz.ending.caep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.mint.SecurityEvents;

/**
 * Delivers what is filed, at least once and to each receiver by itself: one that is down keeps nobody waiting. What is
 * not taken is tried again after ever longer pauses, for a day; what a receiver refuses, never; and what nobody has tried by
 * then, because its receiver is configured no more, not at all. Each is an alarm in the ledger and stays in the outbox for a
 * month.
 */
@Component
final class CaepDeliveries {

    private static final Logger LOG = LoggerFactory.getLogger(CaepDeliveries.class);

    private static final int AT_ONCE = 50;
    private static final Duration CLAIM = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int DOUBLINGS = 7;
    private static final Duration LONG_ENOUGH = Duration.ofDays(1);

    /** After a day, somebody whose turn it still is has this long to find it so. */
    private static final Duration MARGIN = Duration.ofHours(1);
    private static final int BATCHES = 100;
    private static final Duration KEPT = Duration.ofDays(30);

    private final CaepReceivers receivers;
    private final DeliveryRows rows;
    private final SecurityEvents events;
    private final Push push;
    private final Ledger ledger;
    private final Issuer issuer;
    private final InstantSource clock;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    CaepDeliveries(CaepReceivers receivers, DeliveryRows rows, SecurityEvents events, Push push, Ledger ledger, Issuer issuer,
            InstantSource clock) {
        this.receivers = receivers;
        this.rows = rows;
        this.events = events;
        this.push = push;
        this.ledger = ledger;
        this.issuer = issuer;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT1S")
    void look() {
        receivers.all().stream().filter(receiver -> busy.add(receiver.name())).forEach(
                receiver -> Thread.ofVirtual().name("caep ", 0).start(() -> serve(receiver)));
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
    void forget() {
        giveUp();
        rows.forgetFailed(clock.instant().minus(KEPT));
    }

    /** Deliveries to a receiver that is configured no more would stay for ever: nobody looks at them. */
    private void giveUp() {
        Instant now = clock.instant();
        for (int batch = 0; batch < BATCHES; batch++) {
            List<DeliveryRows.Pending> old = rows.pendingSince(now.minus(LONG_ENOUGH).minus(MARGIN), AT_ONCE);
            old.stream().filter(pending -> rows.claim(pending, now.plus(CLAIM)))
                    .forEach(pending -> fail(pending, "not_delivered_in_time", now));
            if (old.size() < AT_ONCE) {
                return;
            }
        }
    }

    private void serve(CaepReceiver receiver) {
        try {
            rows.due(receiver.name(), clock.instant(), AT_ONCE).forEach(pending -> deliver(pending, receiver));
        } catch (RuntimeException ex) {
            LOG.warn("Security events for {} cannot be delivered now; the next look tries again", receiver.shown(), ex);
        } finally {
            busy.remove(receiver.name());
        }
    }

    private void deliver(DeliveryRows.Pending pending, CaepReceiver receiver) {
        Instant now = clock.instant();
        if (!rows.claim(pending, now.plus(CLAIM))) {
            return;
        }
        String jti = pending.jti();
        switch (push.send(events.mint(pending.ending().event(jti, receiver.audience(), issuer)), receiver)) {
            case Push.Outcome.Delivered _ -> rows.delivered(jti);
            case Push.Outcome.Refused(String error) -> fail(pending, error, now);
            case Push.Outcome.NotNow(String problem) when now.isAfter(pending.ending().at().plus(LONG_ENOUGH)) ->
                fail(pending, problem, now);
            case Push.Outcome.NotNow(String problem) -> rows.postpone(jti, now.plus(pause(pending.attempts())), problem);
        }
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** The alarm first: whoever is cut off between the two raises it again, and not never. */
    private void fail(DeliveryRows.Pending pending, String problem, Instant now) {
        Ending ending = pending.ending();
        ledger.alarm(new EventEntry(now, "caep_undelivered", ending.runId(), ending.sid(), ending.subject(), ending.clientId(),
                "%s to %s: %s".formatted(pending.jti(), CaepReceiver.shown(pending.receiver()), problem), true));
        rows.fail(pending.jti(), problem);
    }
}

package dev.errand.authz.ending.caep;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.errand.authz.run.RunEnded;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.RunsEnded;
import dev.errand.authz.secret.Secrets;
import dev.errand.authz.session.SessionEnded;
import dev.errand.authz.session.list.SessionList;

/**
 * Files what receivers have to hear, in the transaction of the ending: every session that ends, and every run that is
 * revoked while its session goes on. A run that its agent completes or whose time is over is no news.
 */
@Component
final class CaepOutbox {

    private final CaepReceivers receivers;
    private final DeliveryRows rows;
    private final SessionList sessions;
    private final Secrets secrets;
    private final InstantSource clock;

    CaepOutbox(CaepReceivers receivers, DeliveryRows rows, SessionList sessions, Secrets secrets, InstantSource clock) {
        this.receivers = receivers;
        this.rows = rows;
        this.sessions = sessions;
        this.secrets = secrets;
        this.clock = clock;
    }

    @EventListener
    void on(SessionEnded ended) {
        if (!receivers.all().isEmpty()) {
            String subject = sessions.find(ended.sid()).orElseThrow().session().subject();
            file(List.of(new Ending(ended.sid(), null, subject, null, ended.ending().word(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS))));
        }
    }

    @EventListener
    void on(RunsEnded ended) {
        file(ended.runs().stream().filter(CaepOutbox::isNews).map(CaepOutbox::ending).toList());
    }

    private static boolean isNews(RunEnded ended) {
        return ended.ending().isRevocation() && ended.ending() != RunEnding.SESSION_ENDED;
    }

    private static Ending ending(RunEnded ended) {
        return new Ending(ended.sid(), ended.runId(), ended.subject(), ended.clientId(), ended.ending().word(),
                ended.at().truncatedTo(ChronoUnit.MICROS));
    }

    private void file(List<Ending> endings) {
        rows.insert(receivers.all().stream().flatMap(receiver -> endings.stream()
                .map(ending -> new DeliveryRows.Filed(secrets.nextShort(), receiver.name(), ending))).toList());
    }
}

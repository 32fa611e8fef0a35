package dev.errand.authz.admin.run;

import java.time.InstantSource;
import java.util.List;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.run.RememberedConsent;
import dev.errand.authz.run.RememberedConsents;
import dev.errand.authz.session.Sessions;

/** What a user's agents may start without asking again, and an end to that. Thread-safe. */
@Component
public final class UserConsents {

    private final RememberedConsents remembered;
    private final Sessions sessions;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    UserConsents(RememberedConsents remembered, Sessions sessions, Ledger ledger, TransactionTemplate transaction,
            InstantSource clock) {
        this.remembered = remembered;
        this.sessions = sessions;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Those of the user's live sessions. */
    public List<RememberedConsent> of(String subject) {
        return remembered.of(subject).stream().filter(consent -> sessions.live(consent.sid()).isPresent()).toList();
    }

    /** Forgets one of the user's; runs that rest on it go on. @return whether it was remembered until now */
    public boolean forget(String consentId, String subject) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            boolean forgotten = remembered.forget(consentId, subject);
            if (forgotten) {
                ledger.event(new EventEntry(clock.instant(), "consent_forgotten", null, null, subject, null,
                        "consent " + consentId, false));
            }
            return forgotten;
        }));
    }
}

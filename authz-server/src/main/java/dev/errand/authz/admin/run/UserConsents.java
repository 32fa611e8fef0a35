package dev.errand.authz.admin.run;

import java.time.InstantSource;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.grant.code.Codes;
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
    private final Codes codes;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    UserConsents(RememberedConsents remembered, Sessions sessions, Codes codes, Ledger ledger,
            TransactionTemplate transaction, InstantSource clock) {
        this.remembered = remembered;
        this.sessions = sessions;
        this.codes = codes;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Those of the user's live sessions. */
    public List<RememberedConsent> of(String subject) {
        return remembered.of(subject).stream().filter(consent -> sessions.live(consent.sid()).isPresent()).toList();
    }

    /**
     * Forgets all of the user's, and voids the codes by which runs were about to begin, in the transaction of a caller who
     * has locked the user's sessions and ended what is to end: consents are locked after the runs that draw on them.
     *
     * @return whether there was anything
     */
    boolean withdraw(String subject) {
        return withdrawn(subject, null, remembered.forgetOfSubject(subject), codes.burnOf(subject));
    }

    /** Likewise what one agent might begin. */
    boolean withdraw(String subject, String clientId) {
        return withdrawn(subject, clientId, remembered.forgetOfSubject(subject, clientId), codes.burnOf(subject, clientId));
    }

    private boolean withdrawn(String subject, @Nullable String clientId, List<String> forgotten, int burnt) {
        forgotten.forEach(consent -> record("consent_forgotten", subject, clientId, "consent " + consent));
        if (burnt > 0) {
            record("codes_voided", subject, clientId, burnt + " by the user");
        }
        return burnt > 0 || !forgotten.isEmpty();
    }

    /** Forgets one of the user's; runs that rest on it go on. @return whether it was remembered until now */
    public boolean forget(String consentId, String subject) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            boolean forgotten = remembered.forget(consentId, subject);
            if (forgotten) {
                record("consent_forgotten", subject, null, "consent " + consentId);
            }
            return forgotten;
        }));
    }

    private void record(String kind, String subject, @Nullable String clientId, String detail) {
        ledger.event(new EventEntry(clock.instant(), kind, null, null, subject, clientId, detail, false));
    }
}

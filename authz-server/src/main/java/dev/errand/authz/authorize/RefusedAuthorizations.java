package dev.errand.authz.authorize;

import java.time.InstantSource;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.RefusalEntry;
import dev.errand.authz.session.UserSession;

/**
 * Refusals of the authorization endpoint, in the ledger: a row where somebody is logged in, else a count. Of the request
 * nothing is written, because nobody has vouched for it.
 */
@Component
final class RefusedAuthorizations {

    private final Ledger ledger;
    private final InstantSource clock;

    RefusedAuthorizations(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    void record(Optional<UserSession> session, String error, String reason) {
        ledger.refusal(new RefusalEntry(clock.instant(), "/oauth2/authorize", null, null,
                session.map(UserSession::sid).orElse(null), session.map(UserSession::subject).orElse(null), null, null,
                null, error, reason, null, ""));
    }
}

package dev.errand.authz.session.upstream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.session.LinkedSessions;
import dev.errand.authz.session.NewSession;
import dev.errand.authz.session.SessionEnding;
import dev.errand.authz.session.Sessions;
import dev.errand.authz.session.UpstreamLink;
import dev.errand.authz.session.upstream.PresenceRows.Kind;
import dev.errand.authz.session.upstream.PresenceRows.Presence;
import dev.errand.authz.store.EndingTransaction;
import dev.errand.authz.user.upstream.UpstreamIdentity;

/**
 * Opens sessions behind which a provider's stand, and ends them when the provider says so. A login and a logout that
 * come at the same moment meet on a row, and whichever is second sees the first: no session outlives the logout of the
 * one that stands behind it. That row is locked before any session, and the use of a logout token before that row. Thread-safe.
 */
@Component
public final class UpstreamSessions {

    /** A session that is over does not begin again. */
    private static final Instant FOR_GOOD = Instant.parse("9999-12-31T00:00:00Z");

    /** Longer than any login takes and any session lasts. */
    private static final Duration REMEMBERED = Duration.ofHours(25);

    private final PresenceRows presences;
    private final Sessions sessions;
    private final LinkedSessions linked;
    private final UsedLogoutTokens used;
    private final TransactionTemplate transaction;
    private final EndingTransaction endings;
    private final InstantSource clock;

    public UpstreamSessions(JdbcClient jdbc, PlatformTransactionManager transactions, Sessions sessions,
            LinkedSessions linked, InstantSource clock) {
        this.presences = new PresenceRows(jdbc);
        this.sessions = sessions;
        this.linked = linked;
        this.used = new UsedLogoutTokens(jdbc);
        this.transaction = new TransactionTemplate(transactions);
        this.endings = new EndingTransaction(transactions);
        this.clock = clock;
    }

    /**
     * Opens a session; empty if the provider's is over by now, or the account is gone or disabled.
     *
     * @param issuedAt when the provider said that its session lives
     */
    public Optional<NewSession> open(String subject, UpstreamLink link, Instant issuedAt) {
        return transaction.execute(_ -> mayEnter(link, issuedAt) ? sessions.open(subject, link) : Optional.empty());
    }

    private boolean mayEnter(UpstreamLink link, Instant issuedAt) {
        String issuer = link.identity().issuer();
        Instant forgotten = clock.instant().plus(REMEMBERED);
        return presences.enter(new Presence(issuer, Kind.SUB, link.identity().subject()), issuedAt, forgotten)
                && (link.sid() == null || presences.enter(new Presence(issuer, Kind.SID, link.sid()), issuedAt, forgotten));
    }

    /** Whether the token's {@code sub} and {@code sid}, if it has both, name one user (Back-Channel Logout 1.0 §2.6). */
    public boolean agreesWithItself(LogoutToken token) {
        return token.sid() == null || token.subject() == null
                || !linked.isOfAnother(token.issuer(), token.sid(), token.subject());
    }

    /**
     * Ends what the token says, all of it in one transaction, and once.
     *
     * @return false if the token was used before: then nothing ends
     */
    public boolean end(LogoutToken token) {
        return endings.execute(_ -> {
            if (!used.claim(token)) {
                return false;
            }
            lockToEnd(token).forEach(sid -> sessions.end(sid, SessionEnding.UPSTREAM_LOGOUT));
            return true;
        });
    }

    private List<String> lockToEnd(LogoutToken token) {
        Instant forgotten = clock.instant().plus(REMEMBERED);
        if (token.sid() != null) {
            presences.refuse(new Presence(token.issuer(), Kind.SID, token.sid()), FOR_GOOD, forgotten);
            return linked.lockOpenOfSession(token.issuer(), token.sid());
        }
        UpstreamIdentity user = new UpstreamIdentity(token.issuer(), String.valueOf(token.subject()));
        presences.refuse(new Presence(token.issuer(), Kind.SUB, user.subject()), token.issuedAt(), forgotten);
        return linked.lockOpenOfUser(user);
    }

    /** Removes what is remembered of sessions that are over in any case. */
    int forget() {
        return presences.forget(clock.instant()) + used.forget(clock.instant());
    }
}

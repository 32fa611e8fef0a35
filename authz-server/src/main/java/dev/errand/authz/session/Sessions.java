package dev.errand.authz.session;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.store.EndingTransaction;
import dev.errand.authz.user.LoginChanged;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.UserDisabled;
import dev.errand.authz.user.Users;

/**
 * The users' sessions. A session ends once: by logout, by an administrator, or because its time is over; from the
 * commit on it is live nowhere. Thread-safe.
 */
@Component
public final class Sessions {

    private static final int SWEEP = 100;

    private final SessionRows rows;
    private final TransactionTemplate transaction;
    private final EndingTransaction endings;
    private final Ledger ledger;
    private final Users users;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final SessionHandles handles;
    private final SessionLimits limits;

    /** With the limits of the application, or the defaults if it has none. */
    @Autowired
    Sessions(JdbcClient jdbc, PlatformTransactionManager transactions, Ledger ledger, Users users,
            ApplicationEventPublisher events, InstantSource clock, SecureRandom random,
            ObjectProvider<SessionLimits> limits) {
        this(jdbc, transactions, ledger, users, events, clock, random,
                limits.getIfAvailable(SessionLimits::defaults));
    }

    public Sessions(JdbcClient jdbc, PlatformTransactionManager transactions, Ledger ledger, Users users,
            ApplicationEventPublisher events, InstantSource clock, SecureRandom random, SessionLimits limits) {
        this.rows = new SessionRows(jdbc);
        this.transaction = new TransactionTemplate(transactions);
        this.endings = new EndingTransaction(transactions);
        this.ledger = ledger;
        this.users = users;
        this.events = events;
        this.clock = clock;
        this.handles = new SessionHandles(random);
        this.limits = limits;
    }

    /** Opens a session for a user who just logged in by password. */
    public Optional<NewSession> open(String subject) {
        return open(subject, LoginMethod.PASSWORD);
    }

    /** Opens a session for a user who just logged in; empty if the account is gone or disabled by now. */
    public Optional<NewSession> open(String subject, LoginMethod method) {
        return open(subject, method, null);
    }

    /** Opens a session behind which one at another provider stands. */
    public Optional<NewSession> open(String subject, UpstreamLink link) {
        return open(subject, LoginMethod.UPSTREAM, link);
    }

    private Optional<NewSession> open(String subject, LoginMethod method, @Nullable UpstreamLink link) {
        return transaction.execute(_ -> users.lock(subject).filter(UserAccount::enabled)
                .map(user -> openFor(user.subject(), method, link)));
    }

    private NewSession openFor(String subject, LoginMethod method, @Nullable UpstreamLink link) {
        Instant now = now();
        String handle = handles.next();
        UserSession session = new UserSession(handles.next(), subject, now, now.plus(limits.idle()),
                now.plus(limits.absolute()), method);
        rows.insert(session, SessionHandles.hash(handle), link);
        ledger.event(new EventEntry(now, "session_opened", null, session.sid(), subject, null,
                "login by " + method.word() + (link == null ? "" : " at " + link.identity().issuer()), false));
        return new NewSession(session, handle);
    }

    /** Notes what the session's browser says of itself. */
    void describe(String sid, Device device) {
        rows.describe(sid, device);
    }

    /** Gives the session another cookie, in the caller's transaction: the one that it had is worth nothing from then on. */
    String renew(String sid) {
        String handle = handles.next();
        rows.renew(sid, SessionHandles.hash(handle));
        return handle;
    }

    /** Ends the user's own session, wherever that is. @return whether it was the user's, and nobody had ended it before */
    public boolean endOwn(String sid, String subject) {
        return rows.isOf(sid, subject) && end(sid, "logout", subject);
    }

    /** The live session of this cookie value, with the user's request recorded as activity. */
    public Optional<UserSession> touch(String handle) {
        if (!SessionHandles.isWellFormed(handle)) {
            return Optional.empty();
        }
        Instant now = now();
        String hash = SessionHandles.hash(handle);
        return rows.touch(hash, now, now.plus(limits.idle())) ? rows.liveByHandle(hash, now) : Optional.empty();
    }

    /** The session, if it is live. Looking is not activity. */
    public Optional<UserSession> live(String sid) {
        return rows.live(sid, now());
    }

    /** Like {@link #live}, its row locked until the caller's transaction ends. */
    public Optional<UserSession> lockLive(String sid) {
        return rows.lockLive(sid, now());
    }

    /**
     * Does this while the user's sessions are locked, in a transaction with the time to end things: in none of them
     * anything is allowed or begun meanwhile.
     */
    public <T> T withAllLocked(String subject, Supplier<T> work) {
        return endings.execute(_ -> {
            rows.lockOpenOf(subject);
            return work.get();
        });
    }

    /** How many sessions disabling the user would end, counted up to a bound. */
    public int countLiveOf(String subject, int atMost) {
        return rows.countLiveOf(subject, now(), atMost);
    }

    /** How many sessions there are, counted up to a bound. */
    public int countLive(int atMost) {
        return rows.countLive(now(), atMost);
    }

    /**
     * Ends the session, in the caller's transaction if there is one: the row, a ledger event, and whatever listeners
     * of {@link SessionEnded} write.
     *
     * @return whether this call ended it; of any number of calls one does
     */
    public boolean end(String sid, String reason) {
        Instant now = now();
        return end(sid, reason, reason, now, () -> rows.end(sid, reason, now));
    }

    /** Like {@link #end(String, String)}, by somebody whom the ledger names. */
    public boolean end(String sid, String reason, String by) {
        Instant now = now();
        return end(sid, reason, reason + " by " + by, now, () -> rows.end(sid, reason, now));
    }

    /** Ends the session of this cookie value. */
    boolean endPresented(String handle, String reason) {
        return SessionHandles.isWellFormed(handle) && rows.sidByHandle(SessionHandles.hash(handle))
                .map(sid -> end(sid, reason)).orElse(false);
    }

    /** Whoever is logged in under another password or in other roles than the account's logs in again. */
    @EventListener
    void on(LoginChanged changed) {
        rows.lockOpenOf(changed.subject()).stream().filter(sid -> !changed.keptSid().equals(Optional.of(sid)))
                .forEach(sid -> end(sid, "user_changed"));
    }

    /** A disabled user's sessions end in the transaction that disables the account. */
    @EventListener
    void on(UserDisabled disabled) {
        rows.lockOpenOf(disabled.subject()).forEach(sid -> end(sid, "user_disabled"));
    }

    /** Sessions whose time is over and that nobody has ended yet, the oldest ends first. */
    List<UserSession> expired() {
        return rows.expired(now(), SWEEP);
    }

    /** Ends a session whose time is over, unless another node did or the user came back on another node's clock. */
    boolean endExpired(UserSession session) {
        Instant now = now();
        String reason = session.idleEnd().isBefore(session.absoluteEnd()) ? "idle" : "absolute";
        return end(session.sid(), reason, reason, now, () -> rows.endExpired(session.sid(), reason, now));
    }

    private boolean end(String sid, String reason, String detail, Instant now, BooleanSupplier update) {
        return endings.execute(_ -> {
            if (!update.getAsBoolean()) {
                return false;
            }
            ledger.event(
                    new EventEntry(now, "session_ended", null, sid, rows.subject(sid), null, detail, false));
            events.publishEvent(new SessionEnded(sid, reason));
            return true;
        });
    }

    /** The precision of the columns, so that a session reads back as it was written. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

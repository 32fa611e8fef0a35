package dev.errand.authz.user.login;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.user.LoginEpoch;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

/**
 * Logins by password, as often as anybody may try. An attempt is counted as a failure of the account and of its source
 * address before its password is looked at, and that is taken back if it was none: callers at the same moment get no
 * more between them. A browser that the user logged in with before counts for itself alone, so that nobody elsewhere
 * locks its user out. An unknown username goes the same way as a known one. Thread-safe.
 */
@Component
public final class Logins {

    private static final Duration COME_AGAIN = Duration.ofSeconds(2);

    private final Users users;
    private final Attempts attempts;
    private final KnownDevices devices;
    private final LoginKey key;
    private final LoginLimits limits;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Semaphore turns;

    public Logins(Users users, LoginKey key, LoginLimits limits, JdbcClient jdbc, PlatformTransactionManager transactions,
            Ledger ledger, InstantSource clock, SecureRandom random) {
        this.users = users;
        this.attempts = new Attempts(jdbc, transactions, clock, limits);
        this.devices = new KnownDevices(key, random, limits.deviceLife());
        this.key = key;
        this.limits = limits;
        this.ledger = ledger;
        this.clock = clock;
        this.turns = new Semaphore(limits.hashesAtOnce(), true);
    }

    /** Looks at the password, if that may be done now. Call it outside any transaction: it takes its time. */
    public LoginOutcome attempt(LoginAttempt attempt) {
        Optional<LoginEpoch> epoch = users.loginEpoch(attempt.username());
        List<Counter> counters = counters(attempt, epoch);
        return switch (attempts.reserve(counters)) {
            case Reservation.Denied(Duration delay) -> new LoginOutcome.Blocked(delay);
            case Reservation.Granted(List<Counter> blocked) -> check(attempt, counters)
                    .orElseGet(() -> refuse(blocked, epoch));
        };
    }

    /** Empty if the password is wrong. */
    private Optional<LoginOutcome> check(LoginAttempt attempt, List<Counter> counters) {
        if (!isItsTurn()) {
            attempts.release(counters);
            return Optional.of(new LoginOutcome.Busy(COME_AGAIN));
        }
        try {
            return users.authenticate(attempt.username(), attempt.password()).map(user -> accept(user, counters));
        } finally {
            turns.release();
        }
    }

    private List<Counter> counters(LoginAttempt attempt, Optional<LoginEpoch> epoch) {
        Optional<Counter> device = epoch.flatMap(account -> attempt.device()
                .flatMap(value -> devices.id(value, account, clock.instant()))
                .map(id -> Counter.device(key, account.subject(), id, limits)));
        return device.map(List::of).orElseGet(() -> List.of(Counter.address(key, attempt.address(), limits),
                Counter.account(key, attempt.username(), limits)));
    }

    private boolean isItsTurn() {
        try {
            return turns.tryAcquire(limits.hashWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private LoginOutcome accept(UserAccount user, List<Counter> counters) {
        attempts.release(counters);
        return new LoginOutcome.Accepted(user, device(user.username()));
    }

    /** What a browser in which this user has just proved who he is should send with the next attempt. */
    public String device(String username) {
        return users.loginEpoch(username).map(epoch -> devices.next(epoch, clock.instant())).orElse("");
    }

    private LoginOutcome refuse(List<Counter> blocked, Optional<LoginEpoch> epoch) {
        blocked.forEach(counter -> ledger.alarm(new EventEntry(clock.instant(), "login_locked", null, null,
                counter.isOfAddress() ? null : epoch.map(LoginEpoch::subject).orElse(null), null,
                "too many wrong passwords: " + counter.kind(), true)));
        return new LoginOutcome.Refused();
    }

    /** Until when passwords of the account are not looked at; for those who administer, and nobody else. */
    public Lockout lockout(UserAccount user) {
        return attempts.lockout(Counter.account(key, user.username(), limits), user.subject());
    }

    /**
     * Forgets the failures of an account and of the browsers that are known for it.
     *
     * @return whether there were any
     */
    public boolean unlock(UserAccount user, String by) {
        boolean unlocked = attempts.delete(Counter.account(key, user.username(), limits), user.subject());
        if (unlocked) {
            ledger.event(new EventEntry(clock.instant(), "login_unlocked", null, null, user.subject(), null, "by " + by,
                    false));
        }
        return unlocked;
    }

    /** Removes what no longer counts. */
    public int forget() {
        return attempts.forget();
    }
}

package dev.errand.authz.user;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.store.EndingTransaction;

/** The accounts of the built-in login. Thread-safe. */
@Component
public final class Users {

    private final UserRows rows;
    private final EndingTransaction transaction;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final Passwords passwords;

    @Autowired
    public Users(JdbcClient jdbc, PlatformTransactionManager transactions, Ledger ledger,
            ApplicationEventPublisher events, InstantSource clock, SecureRandom random) {
        this(jdbc, transactions, ledger, events, clock, new Passwords(random));
    }

    Users(JdbcClient jdbc, PlatformTransactionManager transactions, Ledger ledger, ApplicationEventPublisher events,
            InstantSource clock, Passwords passwords) {
        this.rows = new UserRows(jdbc);
        this.transaction = new EndingTransaction(transactions);
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
        this.passwords = passwords;
    }

    /** The account of this subject, enabled or not. */
    public Optional<UserAccount> find(String subject) {
        return rows.find(subject);
    }

    /** Like {@link #find}, its row locked until the caller's transaction ends. */
    public Optional<UserAccount> lock(String subject) {
        return rows.lock(subject);
    }

    /** Likewise, with whose the account's password is. */
    public Optional<AccountLogin> login(String subject) {
        return rows.withPassword(subject).map(found -> new AccountLogin(found.account(), found.state()));
    }

    /** What a browser that this user logged in with has to be known for. */
    public Optional<LoginEpoch> loginEpoch(String username) {
        return rows.byUsername(username)
                .map(found -> new LoginEpoch(found.account().subject(), found.loginEpoch()));
    }

    /**
     * The enabled account with this username and password. An unknown username costs as much time as a wrong password,
     * and so does a disabled account: the answer tells nobody which usernames exist. A hash that is out of date is
     * replaced. How often anybody may ask is not looked at here.
     */
    public Optional<UserAccount> authenticate(String username, String password) {
        Optional<UserRows.WithPassword> user = rows.byUsername(username);
        if (user.isEmpty()) {
            passwords.checkNobodys(password);
            return Optional.empty();
        }
        return user.filter(found -> passwords.matches(password, found.passwordHash()))
                .filter(found -> found.account().enabled()).map(found -> upToDate(found, password));
    }

    private UserAccount upToDate(UserRows.WithPassword found, String password) {
        if (passwords.isOutOfDate(found.passwordHash())) {
            rows.upgrade(found.account().subject(), found.passwordHash(), passwords.hash(password));
        }
        return found.account();
    }

    /**
     * Makes the account, or changes it to this. Where nothing is different, nothing is written; a change is an event
     * in the ledger, in the same transaction; leaving the account disabled is a {@link UserDisabled}, and another
     * password or other roles are a {@link LoginChanged}. The hash that the account had before a login upgraded it, or
     * before its user chose another password, is no difference.
     *
     * @param passwordHash what {@link #hash} returned
     * @param changedBy who does it: a user's subject, or the set-up file
     * @throws IllegalArgumentException if the hash is of a scheme that is not accepted, or the username of a new
     *         account is another's
     */
    public void register(UserAccount user, String passwordHash, String changedBy) {
        requireKnownScheme(user, passwordHash);
        transaction.run(() -> {
            if (!insert(user, passwordHash, PasswordState.OWN, changedBy)) {
                change(user, passwordHash, changedBy);
            }
        });
    }

    /**
     * Like {@link #register}, with the password itself: a stored hash stays as long as it is one of this password, or of one
     * that its user chose in the place of this password.
     *
     * @throws IllegalArgumentException if the password has more than 1,024 bytes, or the username of a new account is
     *         another's
     */
    public void registerWithPassword(UserAccount user, String password, String changedBy) {
        if (hasPassword(user.subject(), password)) {
            update(user, changedBy);
        } else {
            register(user, passwords.hash(password), changedBy);
        }
    }

    /**
     * Makes the account, and leaves one that exists as it is.
     *
     * @return whether this call made it: of any number of calls one does
     * @throws IllegalArgumentException if the hash is of a scheme that is not accepted
     */
    public boolean registerIfAbsent(UserAccount user, String passwordHash, String changedBy) {
        return registerIfAbsent(user, passwordHash, PasswordState.OWN, changedBy);
    }

    /** Likewise, with a password that is not its user's. */
    public boolean registerIfAbsent(UserAccount user, String passwordHash, PasswordState state, String changedBy) {
        requireKnownScheme(user, passwordHash);
        return transaction.execute(_ -> insert(user, passwordHash, state, changedBy));
    }

    /**
     * Gives the account the password that its user chose, as an event in the ledger and a {@link LoginChanged}, in one
     * transaction. What the set-up file says of the account's password is what it was: a new start does not bring it back.
     *
     * @param seen the epoch of the login by which the user proved who he is
     * @param passwordHash what {@link #hash} returned
     * @param sid the session in which that was, which goes on
     * @return false if the account was disabled meanwhile, or its login changed
     */
    public boolean choosePassword(LoginEpoch seen, String passwordHash, String sid) {
        return transaction.execute(status -> {
            Instant now = clock.instant();
            LoginChanged changed = new LoginChanged(seen.subject(), Optional.of(sid));
            // Before the row is written and after that, for the same reason as any other change.
            events.publishEvent(changed);
            if (!rows.choose(seen.subject(), seen.number(), passwordHash, now)) {
                status.setRollbackOnly();
                return false;
            }
            ledger.event(new EventEntry(now, "password_changed", null, sid, seen.subject(), null, "by its user", false));
            events.publishEvent(changed);
            return true;
        });
    }

    /**
     * Changes the account to this, all but its password; otherwise like {@link #register}.
     *
     * @throws IllegalArgumentException if there is no account of this subject
     */
    public void update(UserAccount user, String changedBy) {
        transaction.run(() -> change(user, null, changedBy));
    }

    private boolean insert(UserAccount user, String passwordHash, PasswordState state, String changedBy) {
        Instant now = clock.instant();
        if (!rows.insertIfAbsent(user, passwordHash, state, changedBy, now)) {
            return false;
        }
        record(user, "user_registered", changedBy, now);
        return true;
    }

    private void change(UserAccount user, @Nullable String passwordHash, String changedBy) {
        Instant now = clock.instant();
        Optional<UserRows.WithPassword> before = rows.withPassword(user.subject());
        String fresh = passwordHash == null || before.filter(found -> found.has(passwordHash)).isPresent()
                ? null
                : passwordHash;
        boolean otherLogin = fresh != null
                || before.filter(found -> !found.account().roles().equals(user.roles())).isPresent();
        // A run is opened with session before user locked: ending sessions after the user's row would be a deadlock.
        publish(user, otherLogin);
        if (rows.updateIfChanged(user, fresh, changedBy, now)) {
            record(user, "user_changed", changedBy, now);
            publish(user, otherLogin);
        } else if (rows.find(user.subject()).isEmpty()) {
            throw new IllegalArgumentException("there is no account " + user.subject() + ", or the username "
                    + user.username() + " is another account's");
        }
    }

    private void publish(UserAccount user, boolean otherLogin) {
        if (!user.enabled()) {
            events.publishEvent(new UserDisabled(user.subject()));
        }
        if (otherLogin) {
            events.publishEvent(new LoginChanged(user.subject()));
        }
    }

    private boolean hasPassword(String subject, String password) {
        return rows.withPassword(subject).filter(stored -> passwords.matches(password, stored.passwordHash())
                || Optional.ofNullable(stored.replacedHash()).filter(hash -> passwords.matches(password, hash)).isPresent())
                .isPresent();
    }

    private static void requireKnownScheme(UserAccount user, String passwordHash) {
        if (!Passwords.isKnownScheme(passwordHash)) {
            throw new IllegalArgumentException("user " + user.subject() + ": the password's hash is of no scheme that is"
                    + " accepted, such as {argon2}");
        }
    }

    /**
     * Hashes a password for {@link #register}: salted, so that the same password hashes differently each time.
     *
     * @throws IllegalArgumentException if the password has more than 1,024 bytes
     */
    public String hash(String password) {
        return passwords.hash(password);
    }

    private void record(UserAccount user, String kind, String changedBy, Instant now) {
        ledger.event(event(user, kind, changedBy, now));
    }

    static EventEntry event(UserAccount user, String kind, String changedBy, Instant now) {
        String detail = "by %s, roles %s, %s".formatted(changedBy, user.roles().stream().sorted().toList(),
                user.enabled() ? "enabled" : "disabled");
        return new EventEntry(now, kind, null, null, user.subject(), null, detail, false);
    }
}

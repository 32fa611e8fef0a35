package dev.errand.authz.user;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.store.EndingTransaction;

/**
 * The accounts for those who administer: lists in pages, and changes of the state that was seen. A change is an event in
 * the ledger, a {@link UserDisabled} if it leaves the account disabled and a {@link LoginChanged} if its roles are others,
 * in one transaction, as with {@link Users}.
 * The last enabled account that administers stays so. Thread-safe.
 */
@Component
public final class UserRegistrations {

    private final Users users;
    private final UserRows rows;
    private final UserEntries entries;
    private final EndingTransaction transaction;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final SecureRandom random;

    public UserRegistrations(Users users, JdbcClient jdbc, PlatformTransactionManager transactions, Ledger ledger,
            ApplicationEventPublisher events, InstantSource clock, SecureRandom random) {
        this.users = users;
        this.rows = new UserRows(jdbc);
        this.entries = new UserEntries(jdbc);
        this.transaction = new EndingTransaction(transactions);
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
        this.random = random;
    }

    /** The account of this subject. */
    public Optional<UserEntry> find(String subject) {
        return entries.find(subject);
    }

    /**
     * A page of accounts in the order of their usernames.
     *
     * @param after the last username of the page before; empty for the first page
     */
    public List<UserEntry> list(UserFilter filter, String after, int limit) {
        return entries.list(filter, after, limit);
    }

    /** A word of 128 random bits, base64url, for an account that is to be made. */
    public String newWord() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Makes the account with its first password, if there is none of its subject or username. Its user has to choose
     * another one at the first login.
     *
     * @param password at most 1,024 bytes
     */
    public UserChange register(UserAccount user, String password, String changedBy) {
        boolean made = users.registerIfAbsent(user, users.hash(password), PasswordState.FIRST, changedBy);
        return entries.find(user.subject())
                .map(entry -> made ? new UserChange.Done(entry) : new UserChange.Stale(entry))
                .orElseGet(UserChange.UsernameTaken::new);
    }

    /** Changes the account to this, all but its password, if it is still at the revision that the change was made for. */
    public UserChange change(UserAccount user, int revision, String changedBy) {
        return change(user.subject(), revision, _ -> user, changedBy);
    }

    /** Enables or disables the account, whatever else was changed meanwhile. Disabling ends its sessions. */
    public UserChange enable(String subject, boolean enabled, String changedBy) {
        return change(subject, null, before -> new UserAccount(subject, before.username(), before.displayName(),
                before.roles(), enabled), changedBy);
    }

    private UserChange change(String subject, @Nullable Integer revision, UnaryOperator<UserAccount> to, String by) {
        return unlessTaken(() -> transaction.execute(status -> {
            UserChange change = entries.find(subject).map(seen -> change(seen, revision, to, by))
                    .orElseGet(UserChange.Unknown::new);
            return undoneUnlessDone(change, status);
        }));
    }

    /** Sessions are locked before accounts, and the accounts that administer all at once and in one order. */
    private UserChange change(UserEntry seen, @Nullable Integer revision, UnaryOperator<UserAccount> to, String by) {
        String subject = seen.account().subject();
        UserAccount intended = to.apply(seen.account());
        publish(intended, seen);
        List<String> administrators = administers(intended) ? List.of() : entries.lockAdministrators();
        rows.lock(subject);
        UserEntry locked = entries.find(subject).orElseThrow();
        UserAccount user = to.apply(locked.account());
        if (revision != null && revision != locked.revision()) {
            return new UserChange.Stale(locked);
        }
        return administrators.equals(List.of(subject)) && !administers(user)
                ? new UserChange.LastAdministrator()
                : new UserChange.Done(change(user, locked, by));
    }

    private UserEntry change(UserAccount user, UserEntry locked, String by) {
        Instant now = clock.instant();
        if (!rows.updateIfChanged(user, null, by, now)) {
            return locked;
        }
        ledger.event(Users.event(user, "user_changed", by, now));
        publish(user, locked);
        return entries.find(user.subject()).orElseThrow();
    }

    /** Of a change that is not made nothing stays: neither did a session end. */
    private static UserChange undoneUnlessDone(UserChange change, TransactionStatus status) {
        if (!(change instanceof UserChange.Done)) {
            status.setRollbackOnly();
        }
        return change;
    }

    private static UserChange unlessTaken(Supplier<UserChange> change) {
        try {
            return change.get();
        } catch (DuplicateKeyException ex) {
            return new UserChange.UsernameTaken();
        }
    }

    private static boolean administers(UserAccount user) {
        return user.enabled() && user.roles().contains(Role.ADMIN);
    }

    private void publish(UserAccount user, UserEntry before) {
        if (!user.enabled()) {
            events.publishEvent(new UserDisabled(user.subject()));
        }
        if (!user.roles().equals(before.account().roles())) {
            events.publishEvent(new LoginChanged(user.subject()));
        }
    }
}

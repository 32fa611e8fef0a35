package dev.errand.authz.user;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;

/** The accounts of the built-in login. Thread-safe. */
@Component
public final class Users {

    private final UserRows rows;
    private final TransactionTemplate transaction;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Passwords passwords;

    public Users(JdbcClient jdbc, PlatformTransactionManager transactions, Ledger ledger, InstantSource clock,
            SecureRandom random) {
        this.rows = new UserRows(jdbc);
        this.transaction = new TransactionTemplate(transactions);
        this.ledger = ledger;
        this.clock = clock;
        this.passwords = new Passwords(random);
    }

    /** The account of this subject, enabled or not. */
    public Optional<UserAccount> find(String subject) {
        return rows.find(subject);
    }

    /** Like {@link #find}, its row locked until the caller's transaction ends. */
    public Optional<UserAccount> lock(String subject) {
        return rows.lock(subject);
    }

    /**
     * The enabled account with this username and password. An unknown username costs as much time as a wrong password,
     * and so does a disabled account: the answer tells nobody which usernames exist.
     */
    public Optional<UserAccount> authenticate(String username, String password) {
        Optional<UserRows.WithPassword> user = rows.byUsername(username);
        if (user.isEmpty()) {
            passwords.checkNobodys(password);
            return Optional.empty();
        }
        return user.filter(found -> passwords.matches(password, found.passwordHash()))
                .map(UserRows.WithPassword::account).filter(UserAccount::enabled);
    }

    /**
     * Makes the account, or changes it to this. Where nothing is different, nothing is written; a change is an event
     * in the ledger, in the same transaction.
     *
     * @param passwordHash what {@link #hash} returned
     * @param changedBy who does it: a user's subject, or the set-up file
     * @throws IllegalArgumentException if the hash is of a scheme that is not accepted, or the username of a new
     *         account is another's
     */
    public void register(UserAccount user, String passwordHash, String changedBy) {
        if (!Passwords.isKnownScheme(passwordHash)) {
            throw new IllegalArgumentException("user " + user.subject() + ": the password is not hashed with bcrypt");
        }
        UserRows.WithPassword row = new UserRows.WithPassword(user, passwordHash);
        transaction.executeWithoutResult(_ -> {
            Instant now = clock.instant();
            if (rows.insertIfAbsent(row, changedBy, now)) {
                record(user, "user_registered", changedBy, now);
            } else if (rows.updateIfChanged(row, changedBy, now)) {
                record(user, "user_changed", changedBy, now);
            } else if (rows.find(user.subject()).isEmpty()) {
                throw new IllegalArgumentException("the username " + user.username() + " is another account's");
            }
        });
    }

    /**
     * Hashes a password for {@link #register}: salted, so that the same password hashes differently each time.
     *
     * @throws IllegalArgumentException if the password has more than 72 bytes
     */
    public String hash(String password) {
        return passwords.hash(password);
    }

    private void record(UserAccount user, String kind, String changedBy, Instant now) {
        String detail = "by %s, roles %s, %s".formatted(changedBy, user.roles().stream().sorted().toList(),
                user.enabled() ? "enabled" : "disabled");
        ledger.event(new EventEntry(now, kind, null, null, user.subject(), null, detail, false));
    }
}

package dev.errand.authz.user.upstream;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.user.PasswordState;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

/**
 * Links between providers' users and accounts here. An identity is one account's, for good; what the provider says about
 * names, addresses or roles neither finds an account nor changes one. Thread-safe.
 */
@Component
public final class UpstreamAccounts {

    private static final int MAX_NAME = 255;

    private final UpstreamAccountRows rows;
    private final Users users;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final SecureRandom random;

    public UpstreamAccounts(JdbcClient jdbc, PlatformTransactionManager transactions, Users users, Ledger ledger,
            InstantSource clock, SecureRandom random) {
        this.rows = new UpstreamAccountRows(jdbc);
        this.users = users;
        this.ledger = ledger;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.random = random;
    }

    /** The subject of the account that this user is here. */
    public Optional<String> find(UpstreamIdentity identity) {
        return rows.find(identity);
    }

    /**
     * Links the identity to the account; saying so again changes nothing.
     *
     * @return whether it is this account's now; false if it is another's
     */
    public boolean link(UpstreamIdentity identity, String subject, String by) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            if (rows.insert(identity, subject, by, clock.instant())) {
                record(identity, subject, by);
                return true;
            }
            return rows.find(identity).filter(subject::equals).isPresent();
        }));
    }

    /**
     * The account that this user is here, made now if there is none: a plain user's, with a password that nobody knows.
     *
     * @param registration what the provider is called in the configuration
     * @param displayName what the user is called on pages; without effect if there is an account
     */
    public String findOrCreate(UpstreamIdentity identity, String registration, String displayName) {
        // Hashing is slow by design, and so comes before the transaction.
        return rows.find(identity).orElseGet(() -> create(identity, registration, displayName, users.hash(word())));
    }

    private String create(UpstreamIdentity identity, String registration, String displayName, String passwordHash) {
        String subject = word();
        String by = "first login at " + registration;
        transaction.executeWithoutResult(_ -> {
            // The link decides which of two first logins makes the account.
            if (rows.insert(identity, subject, by, clock.instant())) {
                register(subject, List.of(registration + ":" + identity.subject(), registration + ":" + subject),
                        name(displayName), passwordHash, by);
                record(identity, subject, by);
            }
        });
        return rows.find(identity).orElseThrow();
    }

    /**
     * Registers the account under the first of these usernames that is free, with which nobody logs in. The one that says
     * where the account is from is too long for some, and another's where the provider has moved to a new issuer.
     */
    private void register(String subject, List<String> usernames, String displayName, String passwordHash, String by) {
        boolean registered = usernames.stream().filter(username -> username.length() <= MAX_NAME)
                .anyMatch(username -> users.registerIfAbsent(
                        new UserAccount(subject, username, displayName, Set.of(Role.USER), true), passwordHash,
                        PasswordState.NONE, by));
        if (!registered) {
            throw new IllegalStateException("no username of " + usernames + " is free");
        }
    }

    private void record(UpstreamIdentity identity, String subject, String by) {
        ledger.event(new EventEntry(clock.instant(), "upstream_linked", null, null, subject, null,
                "at " + identity.issuer() + ", by " + by, false));
    }

    /** What a page can show of what the provider says. */
    private static String name(String displayName) {
        String plain = displayName.replaceAll("\\p{C}", " ").strip();
        String bounded = plain.substring(0, plain.offsetByCodePoints(0, Math.min(plain.codePointCount(0, plain.length()), 100)));
        return bounded.isBlank() ? "User of another provider" : bounded;
    }

    private String word() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

package dev.errand.authz.user;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.crypto.password.PasswordEncoder;

import dev.errand.authz.secret.Secrets;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.authz.user.login.LoginAttempt;
import dev.errand.authz.user.login.LoginKey;
import dev.errand.authz.user.login.LoginLimits;
import dev.errand.authz.user.login.Logins;

import static org.assertj.core.api.Assertions.assertThat;

/** How often a password is hashed: what takes long takes equally long, whoever asks for whom. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordChecksTest {

    private static final LoginLimits LIMITS = new LoginLimits(5, 30, Duration.ofSeconds(30), Duration.ofMinutes(15),
            Duration.ofHours(1), 4, Duration.ofSeconds(1), Duration.ofDays(90));

    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger checked = new AtomicInteger();
    private final SecureRandom random = new SecureRandom();
    private final Leaves leaves = new Leaves(TestDatabase.H2);
    private Users users;
    private Logins logins;

    /** Spring Security's own, with a tally. */
    private final class Tallied implements PasswordEncoder {

        private final PasswordEncoder encoder = Passwords.encoder();

        @Override
        public String encode(CharSequence password) {
            written.incrementAndGet();
            return encoder.encode(password);
        }

        @Override
        public boolean matches(CharSequence password, String hash) {
            checked.incrementAndGet();
            return encoder.matches(password, hash);
        }

        @Override
        public boolean upgradeEncoding(String hash) {
            return encoder.upgradeEncoding(hash);
        }
    }

    @BeforeAll
    void open() {
        JdbcTransactionManager transactions = new JdbcTransactionManager(leaves.dataSource);
        users = new Users(leaves.jdbc, transactions, leaves.ledger, _ -> {}, leaves.clock,
                new Passwords(new Tallied(), random));
        logins = new Logins(users, new LoginKey(leaves.jdbc, random), LIMITS, leaves.jdbc, transactions,
                leaves.ledger, leaves.clock, new Secrets(random));
        users.registerWithPassword(new UserAccount("user-1", "ada", "Ada", Set.of(Role.USER), true), "right", "test");
        users.registerWithPassword(new UserAccount("user-2", "bob", "Bob", Set.of(Role.USER), false), "right", "test");
        for (int i = 0; i < 5; i++) {
            attempt("locked", "x");
        }
        users.registerWithPassword(new UserAccount("user-3", "locked", "Locked", Set.of(Role.USER), true), "right", "test");
        for (int i = 0; i < 5; i++) {
            attempt("unknown and locked", "x");
        }
    }

    @BeforeEach
    void reset() {
        leaves.jdbc.sql("update login_attempts set failures = 0 where blocked_until <= :now")
                .param("now", leaves.clock.instant().atOffset(java.time.ZoneOffset.UTC)).update();
        written.set(0);
        checked.set(0);
    }

    private void attempt(String username, String password) {
        logins.attempt(new LoginAttempt(username, password, "192.0.2.1", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # username, password, checks
            ada, right, 1
            ada, wrong, 1
            ada, '', 1
            bob, right, 1
            bob, wrong, 1
            nobody, right, 1
            '', '', 1
            locked, right, 0
            locked, wrong, 0
            unknown and locked, right, 0
            """)
    void everyAttemptCostsTheSameAndABlockedOneNothing(String username, String password, int checks) {
        attempt(username, password);
        assertThat(checked).hasValue(checks);
        assertThat(written).hasValue(0);
    }

    @Test
    void aStartWithAnUnchangedPasswordHashesNothingNew() {
        users.registerWithPassword(new UserAccount("user-1", "ada", "Ada", Set.of(Role.USER), true), "right", "test");
        assertThat(checked).hasValue(1);
        assertThat(written).hasValue(0);
    }
}

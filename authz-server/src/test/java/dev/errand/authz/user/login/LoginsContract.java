package dev.errand.authz.user.login;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;

import static org.assertj.core.api.Assertions.assertThat;

/** What logins by password owe on every database (AD-09, IN-31). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LoginsContract {

    private static final UserAccount ADA = new UserAccount("user-1", "ada", "Ada", Set.of(Role.ADMIN), true);
    private static final UserAccount BOB = new UserAccount("user-2", "bob", "Bob", Set.of(Role.USER), true);
    private static final UserAccount OFF = new UserAccount("user-3", "off", "Off", Set.of(Role.USER), false);
    private static final String RIGHT = "correct horse";
    private static final String WRONG = "battery staple";
    private static final int PER_ADDRESS = 8;
    private static final Duration TICK = Duration.ofMillis(1);
    private static final LoginLimits LIMITS = new LoginLimits(5, PER_ADDRESS, Duration.ofSeconds(30), Duration.ofMinutes(15),
            Duration.ofHours(1), 4, Duration.ofSeconds(60), Duration.ofDays(90));

    private final TestDatabase database;
    private Leaves leaves;
    private Leaves second;
    private Logins logins;
    private Logins elsewhere;
    private int addresses;

    LoginsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void open() {
        leaves = new Leaves(database);
        second = leaves.secondNode();
        String hash = leaves.users.hash(RIGHT);
        List.of(ADA, BOB, OFF).forEach(user -> leaves.users.register(user, hash, "set-up"));
        logins = leaves.logins(LIMITS);
        elsewhere = second.logins(LIMITS);
    }

    @BeforeEach
    void forget() {
        leaves.jdbc.sql("delete from login_attempts").update();
        leaves.jdbc.sql("delete from event").update();
    }

    private LoginOutcome attempt(Logins at, String username, String password, String address, Optional<String> device) {
        return at.attempt(new LoginAttempt(username, password, address, device));
    }

    /** From an address that nobody used before. */
    private LoginOutcome attempt(String username, String password) {
        addresses++;
        return attempt(logins, username, password, "192.0.%d.%d".formatted(addresses / 256, addresses % 256),
                Optional.empty());
    }

    private void fail(String username, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(attempt(username, WRONG)).isInstanceOf(LoginOutcome.Refused.class);
        }
    }

    private String device(String username) {
        return ((LoginOutcome.Accepted) attempt(username, RIGHT)).device();
    }

    private static LoginOutcome.Blocked blocked(Duration wait) {
        return new LoginOutcome.Blocked(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "nobody\0"})
    void afterFiveFailuresNoPasswordIsLookedAtForAWhileThatDoubles(String username) {
        fail(username, 5);
        Duration wait = Duration.ofSeconds(30);
        for (int i = 0; i < 7; i++) {
            assertThat(attempt(username, RIGHT)).isEqualTo(blocked(wait));
            assertThat(attempt(username, WRONG)).isEqualTo(blocked(wait));
            leaves.clock.advance(wait.minus(TICK));
            assertThat(attempt(username, RIGHT)).isEqualTo(blocked(TICK));
            leaves.clock.advance(TICK);
            fail(username, 1);
            wait = wait.multipliedBy(2).compareTo(Duration.ofMinutes(15)) < 0 ? wait.multipliedBy(2) : Duration.ofMinutes(15);
        }
    }

    @Test
    void theRightPasswordIsGoodAgainAfterTheWait() {
        fail("ada", 5);
        assertThat(attempt("ada", RIGHT)).isInstanceOf(LoginOutcome.Blocked.class);
        leaves.clock.advance(Duration.ofSeconds(30));

        assertThat(attempt("ada", RIGHT)).isInstanceOf(LoginOutcome.Accepted.class);
        assertThat(attempt("ada", RIGHT)).isInstanceOf(LoginOutcome.Accepted.class);
    }

    @Test
    void aLoginGivesBackItsOwnAttemptAndNoOther() {
        fail("ada", 4);
        for (int i = 0; i < 3; i++) {
            assertThat(attempt("ada", RIGHT)).isInstanceOf(LoginOutcome.Accepted.class);
        }
        fail("ada", 1);
        assertThat(attempt("ada", RIGHT)).isEqualTo(blocked(Duration.ofSeconds(30)));
    }

    /** Its time is read before the row is had, and another node's clock may be ahead. */
    @Test
    void whoComesALittleEarlierThanAnotherIsNotBlockedByThat() {
        fail("ada", 1);
        assertThat(attempt("ada", RIGHT)).isInstanceOf(LoginOutcome.Accepted.class);
        leaves.clock.advance(TICK.negated());

        assertThat(attempt("ada", RIGHT)).isInstanceOf(LoginOutcome.Accepted.class);
        fail("ada", 4);
        assertThat(attempt("ada", RIGHT)).isEqualTo(blocked(Duration.ofSeconds(30)));
    }

    @Test
    void failuresAreForgottenAfterAWhileAndTheirRowsToo() {
        fail("ada", 7 - 2);
        fail("nobody", 1);
        assertThat(logins.forget()).isZero();
        leaves.clock.advance(LIMITS.traces());
        fail("ada", 4);
        assertThat(attempt("ada", RIGHT)).isInstanceOf(LoginOutcome.Accepted.class);

        leaves.clock.advance(LIMITS.traces());
        assertThat(logins.forget()).isPositive();
        assertThat(leaves.count("login_attempts", "true")).isZero();
    }

    @Test
    void oneAccountsFailuresAreNobodyElses() {
        fail("ada", 5);

        assertThat(attempt("bob", RIGHT)).isInstanceOf(LoginOutcome.Accepted.class);
    }

    @Test
    void onePasswordForManyUsersIsTheAddresssFailure() {
        String address = "203.0.113.7";
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(attempt(logins, "user " + i, WRONG, address, Optional.empty()))
                    .isInstanceOf(LoginOutcome.Refused.class);
        }
        for (int i = PER_ADDRESS; i < 100; i++) {
            assertThat(attempt(elsewhere, "user " + i, WRONG, address, Optional.empty()))
                    .isEqualTo(blocked(Duration.ofSeconds(30)));
        }
        assertThat(attempt(logins, "bob", RIGHT, address, Optional.empty())).isInstanceOf(LoginOutcome.Blocked.class);
        assertThat(attempt(logins, "bob", RIGHT, "203.0.113.8", Optional.empty()))
                .isInstanceOf(LoginOutcome.Accepted.class);
        // What is refused without a look leaves nothing: the two addresses, and whom a password was looked at for.
        assertThat(leaves.count("login_attempts", "true")).isEqualTo(2 + PER_ADDRESS + 1);
    }

    @Test
    void loginsFromOneAddressAreNoFailuresHoweverMany() {
        for (int i = 0; i < PER_ADDRESS + 2; i++) {
            assertThat(attempt(logins, "bob", RIGHT, "203.0.113.9", Optional.empty()))
                    .isInstanceOf(LoginOutcome.Accepted.class);
        }
    }

    @Test
    void anAddressOfIpv6IsItsNetwork() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            attempt(logins, "user " + i, WRONG, "2001:db8:0:1::" + i, Optional.empty());
        }
        assertThat(attempt(logins, "bob", RIGHT, "2001:db8:0:1:ffff::", Optional.empty()))
                .isInstanceOf(LoginOutcome.Blocked.class);
        assertThat(attempt(logins, "bob", RIGHT, "2001:db8:0:2::", Optional.empty()))
                .isInstanceOf(LoginOutcome.Accepted.class);
    }

    @Test
    void aKnownBrowserIsNotLockedOutByAnAttackerElsewhere() {
        Optional<String> device = Optional.of(device("ada"));
        fail("ada", 5);
        assertThat(attempt("ada", RIGHT)).isInstanceOf(LoginOutcome.Blocked.class);
        String blocked = "203.0.113.10";
        IntStream.rangeClosed(0, PER_ADDRESS).forEach(i -> attempt(logins, "user " + i, WRONG, blocked, Optional.empty()));

        assertThat(attempt(elsewhere, "ada", RIGHT, blocked, device)).isInstanceOf(LoginOutcome.Accepted.class);
        for (int i = 0; i < 5; i++) {
            assertThat(attempt(logins, "ada", WRONG, blocked, device)).isInstanceOf(LoginOutcome.Refused.class);
        }
        assertThat(attempt(logins, "ada", RIGHT, blocked, device)).isEqualTo(blocked(Duration.ofSeconds(30)));
    }

    /** Who stole the cookie gets five tries of its own, and none for another account. */
    @Test
    void aBrowserIsKnownForOneAccount() {
        Optional<String> device = Optional.of(device("bob"));
        fail("ada", 5);

        assertThat(attempt(logins, "ada", RIGHT, "203.0.113.11", device)).isInstanceOf(LoginOutcome.Blocked.class);
        assertThat(attempt(logins, "nobody", RIGHT, "203.0.113.11", device)).isInstanceOf(LoginOutcome.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", ".", "AAAAAAAAAAAAAAAAAAAAAA.99999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aCookieThatIsNotOursMakesNoBrowserKnown(String forged) {
        fail("ada", 5);

        assertThat(attempt(logins, "ada", RIGHT, "203.0.113.12", Optional.of(forged)))
                .isInstanceOf(LoginOutcome.Blocked.class);
    }

    @Test
    void aCookieChangedInAnyPartMakesNoBrowserKnown() {
        String device = device("ada");
        fail("ada", 5);
        String[] parts = device.split("\\.", -1);
        String later = Long.toString(Long.parseLong(parts[1]) + 1);
        for (String spoilt : List.of(device.substring(1), "A".repeat(22) + device.substring(22),
                parts[0] + "." + later + "." + parts[2], device + "A",
                device.substring(0, device.length() - 1) + (device.endsWith("A") ? "B" : "A"))) {
            assertThat(attempt(logins, "ada", RIGHT, "203.0.113.13", Optional.of(spoilt)))
                    .isInstanceOf(LoginOutcome.Blocked.class);
        }
        assertThat(attempt(logins, "ada", RIGHT, "203.0.113.13", Optional.of(device)))
                .isInstanceOf(LoginOutcome.Accepted.class);
    }

    @Test
    void aBrowserIsKnownForNinetyDays() {
        Optional<String> device = Optional.of(device("ada"));
        leaves.clock.advance(Duration.ofDays(90).minusSeconds(1));
        fail("ada", 5);
        assertThat(attempt(logins, "ada", RIGHT, "203.0.113.14", device)).isInstanceOf(LoginOutcome.Accepted.class);
        leaves.clock.advance(Duration.ofSeconds(1));
        assertThat(attempt(logins, "ada", RIGHT, "203.0.113.14", device)).isInstanceOf(LoginOutcome.Blocked.class);
    }

    @Test
    void anAccountThatChangedKnowsNoBrowser() {
        Optional<String> device = Optional.of(device("bob"));
        UserAccount promoted = new UserAccount("user-2", "bob", "Bob", Set.of(Role.USER, Role.AUDITOR), true);
        leaves.users.update(promoted, "test");
        fail("bob", 5);

        assertThat(attempt(logins, "bob", RIGHT, "203.0.113.15", device)).isInstanceOf(LoginOutcome.Blocked.class);
        leaves.users.update(BOB, "test");
    }

    @Test
    void anAdministratorUnlocksAnAccountAndItsBrowsers() {
        Optional<String> device = Optional.of(device("ada"));
        fail("ada", 5);
        IntStream.range(0, 5).forEach(_ -> attempt(logins, "ada", WRONG, "203.0.113.16", device));
        assertThat(attempt(logins, "ada", RIGHT, "203.0.113.16", device)).isInstanceOf(LoginOutcome.Blocked.class);

        assertThat(elsewhere.unlock(ADA, "user-9")).isTrue();
        assertThat(elsewhere.unlock(ADA, "user-9")).isFalse();
        assertThat(attempt(logins, "ada", RIGHT, "203.0.113.16", device)).isInstanceOf(LoginOutcome.Accepted.class);
        assertThat(attempt("ada", RIGHT)).isInstanceOf(LoginOutcome.Accepted.class);
        assertThat(leaves.count("event", "kind = 'login_unlocked' and subject = 'user-1' and detail = 'by user-9'")).isOne();
    }

    @Test
    void locksAreAlarmsWithoutWhatWasTyped() {
        fail("ada", 5);
        fail("secret name", 5);
        attempt("ada", WRONG);

        assertThat(leaves.count("event", "kind = 'login_locked' and alarm")).isEqualTo(2);
        assertThat(leaves.count("event", "kind = 'login_locked' and subject = 'user-1'")).isOne();
        assertThat(leaves.count("event", "kind = 'login_locked' and subject is null")).isOne();
        assertThat(leaves.jdbc.sql("select * from login_attempts").query().listOfRows().toString()
                + leaves.jdbc.sql("select * from event").query().listOfRows()).doesNotContain("secret name", "ada,", WRONG);
    }

    /** The bound is exact: an attempt is counted before its password is looked at. */
    @Test
    void ofManyGuessesAtOnceOnlyTheFirstFiveAreLookedAt() throws Exception {
        for (String username : List.of("ada", "nobody")) {
            List<LoginOutcome> outcomes = Race.over(List.of(logins, elsewhere), 64,
                    node -> () -> attempt(node, username, WRONG, "10.0.0." + Thread.currentThread().threadId() % 200,
                            Optional.empty()));

            assertThat(outcomes.stream().filter(LoginOutcome.Refused.class::isInstance)).hasSize(5);
            assertThat(Collections.frequency(outcomes, blocked(Duration.ofSeconds(30)))).isEqualTo(59);
        }
        assertThat(leaves.count("event", "kind = 'login_locked' and subject = 'user-1'")).isOne();
    }

    @Test
    void beyondTheTurnsOfOneNodeNothingIsLookedAtNorCounted() throws Exception {
        LoginLimits oneAtOnce = new LoginLimits(5, 100, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(1), 1,
                Duration.ZERO, Duration.ofDays(90));
        Logins narrow = leaves.logins(oneAtOnce);
        List<LoginOutcome> outcomes = Race.of(16,
                () -> attempt(narrow, "bob", RIGHT, "203.0.113.20", Optional.empty()));

        assertThat(outcomes).hasAtLeastOneElementOfType(LoginOutcome.Accepted.class)
                .hasAtLeastOneElementOfType(LoginOutcome.Busy.class);
        assertThat(leaves.count("login_attempts", "failures > 0")).isZero();
    }
}

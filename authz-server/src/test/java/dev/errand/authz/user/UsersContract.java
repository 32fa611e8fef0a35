package dev.errand.authz.user;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the accounts owe on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UsersContract {

    private static final UserAccount ADA = new UserAccount("user-1", "ada", "Ada", Set.of(Role.USER, Role.ADMIN), true);
    private static final UserAccount BOB = new UserAccount("user-2", "bob", "Bob", Set.of(), false);

    private final TestDatabase database;
    private Leaves leaves;
    private Users users;

    UsersContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void open() {
        leaves = new Leaves(database);
        users = leaves.users;
        users.register(ADA, users.hash("correct horse"), "set-up");
        users.register(BOB, users.hash("battery staple"), "set-up");
    }

    @Test
    void authenticatesWithTheRightPassword() {
        assertThat(users.authenticate("ada", "correct horse")).contains(ADA);
        assertThat(users.find("user-1")).contains(ADA);
        assertThat(users.find("user-2")).contains(BOB);
        assertThat(leaves.<Optional<UserAccount>>inTransaction(() -> users.lock("user-1"))).contains(ADA);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # username, password
            ada, Correct horse
            ada, ''
            ada, battery staple
            Ada, correct horse
            'ada ', correct horse
            user-1, correct horse
            bob, battery staple
            nobody, correct horse
            '', ''
            """)
    void refuses(String username, String password) {
        assertThat(users.authenticate(username, password)).isEmpty();
    }

    @Test
    void takesLongPasswordsUpToTheCap() {
        String longest = "ä".repeat(512);
        users.register(new UserAccount("user-3", "long", "Long", Set.of(), true), users.hash(longest), "set-up");

        assertThat(users.authenticate("long", longest)).isPresent();
        assertThat(users.authenticate("long", longest.substring(1))).isEmpty();
        assertThat(users.authenticate("long", longest + "y")).isEmpty();
        assertThatThrownBy(() -> users.hash(longest + "y")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAPasswordThatBcryptWouldCutToTheRightOne() {
        String longest = "x".repeat(72);
        String hash = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(longest);
        users.register(new UserAccount("user-11", "cut", "Cut", Set.of(), true), hash, "set-up");

        assertThat(users.authenticate("cut", longest + "y")).isEmpty();
        assertThat(users.authenticate("cut", longest)).isPresent();
    }

    static Stream<String> oldHashes() {
        return Stream.of("{bcrypt}" + new BCryptPasswordEncoder(4).encode("secret"),
                "{pbkdf2@SpringSecurity_v5_8}" + Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode("secret"),
                "{argon2}" + new Argon2PasswordEncoder(16, 32, 1, 1024, 1).encode("secret"));
    }

    @ParameterizedTest
    @MethodSource("oldHashes")
    void aHashThatIsOutOfDateIsReplacedAtTheNextLoginAndStaysTheSetUpFiles(String old) {
        String name = "old" + UUID.randomUUID();
        UserAccount user = new UserAccount(name, name, "Old", Set.of(Role.USER), true);
        users.register(user, old, "set-up");
        assertThat(users.authenticate(name, "wrong")).isEmpty();
        assertThat(hash(name)).isEqualTo(old);
        assertThat(users.authenticate(name, "secret")).contains(user);

        String upgraded = hash(name);
        assertThat(upgraded).startsWith("{argon2}$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(users.authenticate(name, "secret")).contains(user);
        leaves.published.clear();
        users.register(user, old, "set-up");
        assertThat(hash(name)).isEqualTo(upgraded);
        assertThat(leaves.published).isEmpty();
        assertThat(leaves.count("event", "subject = '" + name + "'")).isOne();

        users.register(user, users.hash("another"), "set-up");
        users.register(user, old, "set-up");
        assertThat(hash(name)).isEqualTo(old);
        assertThat(leaves.published).contains(new LoginChanged(name));
    }

    @Test
    void aPasswordThatItsUserChoseOutlivesTheSetUpFileUntilThatHasAnother() {
        String name = "own" + UUID.randomUUID();
        UserAccount user = new UserAccount(name, name, "Own", Set.of(Role.USER), true);
        users.registerWithPassword(user, "of the file", "set-up");
        String ofTheFile = hash(name);
        LoginEpoch seen = users.loginEpoch(name).orElseThrow();
        leaves.published.clear();
        assertThat(users.choosePassword(seen, users.hash("chosen"), "sid-1")).isTrue();
        assertThat(leaves.published).containsOnly(new LoginChanged(name, Optional.of("sid-1")));
        assertThat(users.loginEpoch(name)).isNotEqualTo(Optional.of(seen));
        assertThat(users.choosePassword(seen, users.hash("too late"), "sid-1")).as("another was quicker").isFalse();
        assertThat(leaves.count("event", "subject = '" + name + "' and kind = 'password_changed'")).isOne();

        users.registerWithPassword(user, "of the file", "set-up");
        users.register(user, ofTheFile, "set-up");
        assertThat(users.authenticate(name, "of the file")).isEmpty();
        assertThat(users.authenticate(name, "chosen")).contains(user);
        users.registerWithPassword(user, "another of the file", "set-up");
        assertThat(users.authenticate(name, "chosen")).isEmpty();
        assertThat(users.authenticate(name, "another of the file")).contains(user);
        users.registerWithPassword(user, "of the file", "set-up");
        assertThat(users.authenticate(name, "of the file")).as("the file is asked again").contains(user);
    }

    @Test
    void nobodyChoosesForAnAccountThatIsDisabled() {
        String name = "off" + UUID.randomUUID();
        users.registerWithPassword(new UserAccount(name, name, "Off", Set.of(Role.USER), false), "secret", "set-up");
        assertThat(users.choosePassword(users.loginEpoch(name).orElseThrow(), users.hash("chosen"), "sid-1")).isFalse();
    }

    private String hash(String subject) {
        return leaves.jdbc.sql("select password_hash from user_account where subject = :subject").param("subject", subject)
                .query(String.class).single();
    }

    @Test
    void anotherPasswordAndOtherRolesAreToldToWhoeverEndsSessions() {
        UserAccount user = new UserAccount("user-12", "tea", "Tea", Set.of(Role.USER), true);
        users.registerWithPassword(user, "secret", "set-up");
        LoginEpoch first = users.loginEpoch("tea").orElseThrow();
        leaves.published.clear();
        users.registerWithPassword(user, "secret", "set-up");
        users.update(new UserAccount("user-12", "tea", "Dorothea", Set.of(Role.USER), true), "set-up");
        assertThat(leaves.published).isEmpty();
        assertThat(users.loginEpoch("tea")).contains(first);

        users.registerWithPassword(user, "another", "set-up");
        assertThat(leaves.published).containsOnly(new LoginChanged("user-12"));
        LoginEpoch afterPassword = users.loginEpoch("tea").orElseThrow();
        assertThat(afterPassword).isNotEqualTo(first);
        leaves.published.clear();
        users.update(new UserAccount("user-12", "tea", "Tea", Set.of(Role.USER, Role.ADMIN), true), "set-up");
        assertThat(leaves.published).containsOnly(new LoginChanged("user-12"));
        assertThat(users.loginEpoch("tea")).isNotEmpty().get().isNotEqualTo(afterPassword);
    }

    @Test
    void survivesCharactersThatNoDatabaseTakes() {
        assertThat(users.authenticate("ada\0", "correct horse")).isEmpty();
        assertThat(users.authenticate("ada", "correct horse\0")).isEmpty();
        assertThat(users.find("\0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{argon2}$argon2id$v=19$m=1048576,t=2,p=1$c2FsdHNhbHQ$aGFzaA", "{argon2}secret", "{noop}secret",
        "secret", "{MD5}5ebe2294ecd0e0f08eab7690d2a6ee69", "{sha256}x", "{bcrypt}", ""})
    void refusesFastAndPlainPasswordSchemes(String hash) {
        UserAccount user = new UserAccount("user-4", "eve", "Eve", Set.of(), true);

        assertThatThrownBy(() -> users.register(user, hash, "set-up")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
        assertThat(users.find("user-4")).isEmpty();
    }

    @Test
    void writesOnlyWhatIsDifferentAndNoPasswordIntoTheLedger() {
        UserAccount user = new UserAccount("user-5", "kim", "Kim", Set.of(Role.AUDITOR), true);
        String hash = users.hash("secret");
        users.register(user, hash, "set-up");
        users.register(user, hash, "set-up");
        assertThat(leaves.count("event", "subject = 'user-5'")).isOne();

        users.register(new UserAccount("user-5", "kim", "Kim", Set.of(Role.AUDITOR), false), hash, "user-1");
        assertThat(leaves.count("event", "subject = 'user-5' and kind = 'user_changed'")).isOne();
        assertThat(users.authenticate("kim", "secret")).isEmpty();
        assertThat(leaves.count("event", "detail like '%argon2%' or detail like '%secret%'")).isZero();
    }

    @Test
    void oneUsernameIsOneAccount() {
        UserAccount second = new UserAccount("user-6", "ada", "Another", Set.of(), true);

        assertThatThrownBy(() -> users.register(second, users.hash("x"), "set-up"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsAHashThatMatchesThePasswordAndReplacesOneThatDoesNot() {
        UserAccount user = new UserAccount("user-7", "lea", "Lea", Set.of(Role.USER), true);
        users.registerWithPassword(user, "secret", "set-up");
        users.registerWithPassword(user, "secret", "set-up");
        assertThat(users.authenticate("lea", "secret")).contains(user);
        assertThat(leaves.count("event", "subject = 'user-7'")).isOne();

        users.registerWithPassword(user, "another", "set-up");
        assertThat(users.authenticate("lea", "another")).contains(user);
        assertThat(users.authenticate("lea", "secret")).isEmpty();
        assertThat(leaves.count("event", "subject = 'user-7' and kind = 'user_changed'")).isOne();
    }

    @Test
    void updateChangesEverythingButThePassword() {
        users.register(new UserAccount("user-8", "max", "Max", Set.of(), true), users.hash("secret"), "set-up");
        UserAccount changed = new UserAccount("user-8", "maxi", "Maxi", Set.of(Role.AUDITOR), true);
        users.update(changed, "set-up");
        users.update(changed, "set-up");

        assertThat(users.authenticate("maxi", "secret")).contains(changed);
        assertThat(leaves.count("event", "subject = 'user-8' and kind = 'user_changed'")).isOne();
        assertThatThrownBy(
                () -> users.update(new UserAccount("user-9", "new", "New", Set.of(), true), "set-up"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nodesThatStartTogetherAgreeOnOnePassword() throws Exception {
        UserAccount user = new UserAccount("user-10", "pia", "Pia", Set.of(), true);
        List<Boolean> made = Race.over(List.of(leaves, leaves.secondNode()), 8,
                node -> () -> node.users.registerIfAbsent(user, users.hash("secret"), "set-up"));

        assertThat(Collections.frequency(made, true)).isOne();
        assertThat(leaves.count("event", "subject = 'user-10'")).isOne();
    }
}

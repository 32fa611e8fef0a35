package dev.errand.authz.user;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.session.LoginMethod;
import dev.errand.authz.session.SessionEnding;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.Rounds;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What lists and changes of accounts owe on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UserRegistrationsContract {

    private static final int MANY = 3000;

    private final TestDatabase database;
    private Leaves leaves;
    private UserRegistrations users;
    private String hash;

    UserRegistrationsContract(TestDatabase database) {
        this.database = database;
    }

    /** The line of a plan that reads the whole table. */
    abstract String wholeTable();

    /** Brings the statistics up to date, where there are any. */
    abstract String analyze();

    @BeforeAll
    void open() {
        leaves = new Leaves(database);
        users = leaves.userRegistrations;
        hash = leaves.users.hash("correct horse battery");
    }

    @BeforeEach
    void nobodyAdministers() {
        leaves.jdbc.sql("update user_account set roles = '' where roles like '%ADMIN%'").update();
    }

    private UserEntry registered(String stem, boolean enabled, Role... roles) {
        String subject = stem + UUID.randomUUID();
        UserAccount account = new UserAccount(subject, "name-" + subject, "Display", Set.of(roles), enabled);
        assertThat(leaves.users.registerIfAbsent(account, hash, "admin-1")).isTrue();
        return users.find(subject).orElseThrow();
    }

    private static UserAccount with(UserEntry entry, boolean enabled, Role... roles) {
        UserAccount was = entry.account();
        return new UserAccount(was.subject(), was.username(), was.displayName(), Set.of(roles), enabled);
    }

    private List<String> walk(UserFilter filter, int limit) {
        List<String> all = new ArrayList<>();
        String after = "";
        while (true) {
            List<UserEntry> page = users.list(filter, after, limit);
            page.forEach(entry -> all.add(entry.account().subject()));
            if (page.size() < limit) {
                return all;
            }
            after = page.getLast().account().username();
        }
    }

    @Test
    void walksAllPagesInOrderWithoutAGapOrARepeat() {
        String stem = "walk" + UUID.randomUUID().toString().substring(0, 8);
        for (int i = 0; i < 7; i++) {
            registered(stem + (char) ('g' - i), i % 3 != 0);
        }
        UserFilter all = new UserFilter(stem, Optional.empty());

        assertThat(walk(all, 2)).hasSize(7).isSorted().isEqualTo(walk(all, 50));
        assertThat(walk(new UserFilter("name-" + stem, Optional.of(false)), 2)).hasSize(3);
        assertThat(walk(new UserFilter(stem.toUpperCase(Locale.ROOT), Optional.of(true)), 2)).hasSize(4);
    }

    @Test
    void makesAnAccountWithItsFirstPasswordOnce() {
        UserAccount account = new UserAccount("made-1", "made", "Made", Set.of(Role.USER), true);

        assertThat(users.register(account, "correct horse battery", "admin-1")).isInstanceOf(UserChange.Done.class);
        assertThat(leaves.users.authenticate("made", "correct horse battery")).contains(account);
        assertThat(users.register(account, "another password", "admin-1")).isInstanceOf(UserChange.Stale.class);
        assertThat(users.register(new UserAccount("made-2", "made", "Made", Set.of(), true), "x", "admin-1"))
                .isInstanceOf(UserChange.UsernameTaken.class);
        assertThat(leaves.users.authenticate("made", "another password")).isEmpty();
    }

    @Test
    void changesTheStateThatWasSeenAndNoOther() {
        UserEntry seen = registered("c", true, Role.USER);
        UserEntry other = registered("c", true, Role.USER);
        leaves.published.clear();

        UserChange.Done done = (UserChange.Done) users.change(with(seen, true, Role.AUDITOR), seen.revision(), "admin-2");
        assertThat(done.entry().revision()).isEqualTo(seen.revision() + 1);
        assertThat(users.change(with(seen, false), seen.revision(), "admin-3")).isInstanceOf(UserChange.Stale.class);
        UserAccount taken = new UserAccount(seen.account().subject(), other.account().username(), "X", Set.of(), true);
        assertThat(users.change(taken, seen.revision() + 1, "admin-3")).isInstanceOf(UserChange.UsernameTaken.class);
        UserAccount nobody = new UserAccount("nobody", "nobody", "X", Set.of(), true);
        assertThat(users.change(nobody, 1, "admin-3")).isInstanceOf(UserChange.Unknown.class);

        assertThat(users.find(seen.account().subject())).contains(done.entry());
        assertThat(leaves.users.authenticate(seen.account().username(), "correct horse battery")).isPresent();
        assertThat(leaves.count("event", "kind = 'user_changed' and subject = '" + seen.account().subject() + "'")).isOne();
    }

    @Test
    void ofChangesMadeForOneRevisionOneIsMade() throws Exception {
        UserEntry seen = registered("r", true);
        List<Callable<UserChange>> each = new ArrayList<>();
        for (Role role : Role.values()) {
            each.add(() -> users.change(with(seen, true, role), seen.revision(), "admin"));
            each.add(() -> users.change(with(seen, false, role), seen.revision(), "admin"));
        }

        List<UserChange> changes = Race.of(each);
        assertThat(changes).filteredOn(UserChange.Done.class::isInstance).hasSize(1);
        assertThat(changes).filteredOn(UserChange.Stale.class::isInstance).hasSize(5);
    }

    @Test
    void disablingEndsTheSessions() {
        UserEntry seen = registered("d", true, Role.USER);
        String subject = seen.account().subject();
        leaves.published.clear();
        assertThat(users.enable(subject, false, "admin")).isInstanceOfSatisfying(UserChange.Done.class,
                done -> assertThat(done.entry().account().enabled()).isFalse());
        assertThat(leaves.published).isNotEmpty().allMatch(new UserDisabled(subject)::equals);
        assertThat(users.enable(subject, true, "admin")).isInstanceOf(UserChange.Done.class);
        assertThat(users.find(subject).orElseThrow().account()).isEqualTo(seen.account());
        assertThat(users.enable("nobody", false, "admin")).isInstanceOf(UserChange.Unknown.class);
        assertThat(users.enable("no\0body", false, "admin")).isInstanceOf(UserChange.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "change to disabled", "lose the role"})
    void theLastWhoAdministersStays(String way) {
        UserEntry last = registered("admin", true, Role.USER, Role.ADMIN);
        registered("admin", false, Role.ADMIN);
        assertThat(takeAway(way, last)).isInstanceOf(UserChange.LastAdministrator.class);
        assertThat(users.find(last.account().subject())).contains(last);

        registered("admin", true, Role.ADMIN);
        assertThat(takeAway(way, last)).isInstanceOf(UserChange.Done.class);
    }

    private UserChange takeAway(String way, UserEntry from) {
        return switch (way) {
            case "disable" -> users.enable(from.account().subject(), false, "admin");
            case "change to disabled" ->
                users.change(with(from, false, Role.USER, Role.ADMIN), from.revision(), "admin");
            default -> users.change(with(from, true, Role.USER), from.revision(), "admin");
        };
    }

    /** What a change that is refused announced to the sessions is undone with it. */
    @Test
    void theSessionsOfTheLastWhoAdministersGoOn() {
        UserEntry last = registered("admin", true, Role.ADMIN);
        String sid = leaves.sessions.open(last.account().subject(), LoginMethod.PASSWORD).orElseThrow().session().sid();
        leaves.listen(event -> {
            if (event instanceof UserDisabled) {
                leaves.sessions.end(sid, SessionEnding.USER_DISABLED);
            }
        });
        assertThat(users.enable(last.account().subject(), false, "admin"))
                .isInstanceOf(UserChange.LastAdministrator.class);
        leaves.listen(_ -> {});

        assertThat(leaves.sessions.live(sid)).isPresent();
    }

    @Test
    void ofTwoWhoDisableEachOtherOneStays() throws Exception {
        Leaves second = leaves.secondNode();
        for (int round = 0; round < Rounds.of(20, 200); round++) {
            nobodyAdministers();
            UserEntry ada = registered("admin", true, Role.ADMIN);
            UserEntry bob = registered("admin", true, Role.ADMIN);
            List<UserChange> changes = Race.of(Arrays.asList(
                    () -> users.enable(ada.account().subject(), false, bob.account().subject()),
                    () -> second.userRegistrations.change(with(bob, true), bob.revision(), ada.account().subject())));

            assertThat(changes).filteredOn(UserChange.Done.class::isInstance).hasSize(1);
            assertThat(changes).filteredOn(UserChange.LastAdministrator.class::isInstance).hasSize(1);
            assertThat(leaves.count("user_account", "enabled = true and roles like '%ADMIN%'")).isOne();
        }
    }

    @Test
    void listsByAnIndex() {
        leaves.transaction.executeWithoutResult(_ -> {
            for (int i = 0; i < MANY; i++) {
                registered("many", true);
            }
        });
        leaves.jdbc.sql(analyze()).update();

        for (UserFilter filter : List.of(UserFilter.ALL, new UserFilter("", Optional.of(false)),
                new UserFilter("", Optional.of(true)))) {
            var query = leaves.jdbc.sql("explain " + UserEntries.listing(filter)).param("after", "name-many5")
                    .param("limit", 50);
            String plan = String.join("\n", (filter.enabled().isPresent()
                    ? query.param("enabled", filter.enabled().get())
                    : query).query(String.class).list()).toLowerCase(Locale.ROOT);
            assertThat(plan).as(filter.toString()).doesNotContain(wholeTable(), "sort key");
        }
    }
}

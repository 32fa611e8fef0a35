package dev.errand.authz.session;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.authz.user.LoginChanged;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.UserDisabled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What sessions owe on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SessionsContract {

    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration TICK = Duration.ofMillis(1);

    private final TestDatabase database;
    private Leaves leaves;
    private Sessions sessions;
    private NewSession opened;
    private String sid;

    SessionsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void open() {
        leaves = new Leaves(database);
        sessions = leaves.sessions;
        leaves.users.register(new UserAccount("user-1", "ada", "Ada", Set.of(Role.USER), true), leaves.users.hash("x"),
                "set-up");
        leaves.users.register(new UserAccount("user-2", "bob", "Bob", Set.of(Role.USER), false), leaves.users.hash("x"),
                "set-up");
    }

    @BeforeEach
    void logIn() {
        leaves.listen(_ -> {});
        opened = sessions.open("user-1", LoginMethod.PASSWORD).orElseThrow();
        sid = opened.session().sid();
        leaves.published.clear();
    }

    private long endings() {
        return leaves.count("event", "kind = 'session_ended' and session = '" + sid + "'");
    }

    @Test
    void opensForEnabledUsersOnly() {
        assertThat(sessions.open("user-2", LoginMethod.PASSWORD)).isEmpty();
        assertThat(sessions.open("nobody", LoginMethod.PASSWORD)).isEmpty();
        assertThat(sessions.live(sid)).contains(opened.session());
        assertThat(leaves.count("event", "kind = 'session_opened' and session = '" + sid + "'")).isOne();
    }

    @Test
    void storesTheCookieAsHashOnly() {
        String row = leaves.jdbc.sql("select * from user_session where sid = :sid").param("sid", sid).query()
                .singleRow().toString();

        assertThat(row).contains(sid).doesNotContain(opened.handle());
        assertThat(opened.toString()).doesNotContain(opened.handle());
        assertThat(opened.handle()).isNotEqualTo(sid).hasSize(43);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\0", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "' or '1'='1"})
    void knowsNoOtherCookie(String handle) {
        assertThat(sessions.touch(handle)).isEmpty();
        assertThat(sessions.endPresented(handle, SessionEnding.LOGOUT)).isFalse();
        assertThat(sessions.touch(sid)).isEmpty();
        assertThat(sessions.touch(opened.handle())).isPresent();
    }

    @Test
    void endsWhenTheUserIsIdle() {
        leaves.clock.advance(IDLE.minus(TICK));
        assertThat(sessions.live(sid)).isPresent();

        leaves.clock.advance(TICK);
        assertThat(sessions.live(sid)).isEmpty();
        assertThat(sessions.touch(opened.handle())).isEmpty();
    }

    @Test
    void onlyTheUsersOwnRequestsAreActivity() {
        leaves.clock.advance(IDLE.minus(TICK));
        assertThat(sessions.live(sid)).map(UserSession::end).contains(opened.session().end());
        assertThat(sessions.touch(opened.handle())).map(UserSession::end)
                .contains(leaves.clock.instant().plus(IDLE));

        leaves.clock.advance(IDLE.minus(TICK));
        assertThat(sessions.live(sid)).isPresent();
    }

    @Test
    void endsAtItsAbsoluteEndWhateverTheUserDoes() {
        Duration step = Duration.ofMinutes(29);
        for (Duration age = step; age.compareTo(Duration.ofHours(8)) < 0; age = age.plus(step)) {
            leaves.clock.advance(step);
            assertThat(sessions.touch(opened.handle())).get().satisfies(session -> assertThat(session.end())
                    .isBeforeOrEqualTo(opened.session().absoluteEnd()));
        }
        leaves.clock.advance(step);

        assertThat(sessions.touch(opened.handle())).isEmpty();
    }

    @Test
    void endsOnceAndTellsInTheSameTransaction() {
        leaves.listen(_ -> assertThat(sessions.live(sid)).isEmpty());

        assertThat(sessions.end(sid, SessionEnding.LOGOUT)).isTrue();
        assertThat(sessions.end(sid, SessionEnding.LOGOUT)).isFalse();
        assertThat(sessions.end("nobody's", SessionEnding.LOGOUT)).isFalse();
        assertThat(leaves.published).containsExactly(new SessionEnded(sid, SessionEnding.LOGOUT));
        assertThat(endings()).isOne();
        assertThat(sessions.live(sid)).isEmpty();
        assertThat(sessions.touch(opened.handle())).isEmpty();
        assertThat(leaves.<Boolean>inTransaction(() -> sessions.lockLive(sid).isPresent())).isFalse();
    }

    @Test
    void anEndingThatAListenerCannotFollowDoesNotHappen() {
        leaves.listen(_ -> {
            throw new IllegalStateException("the runs cannot be ended");
        });
        assertThatThrownBy(() -> sessions.end(sid, SessionEnding.LOGOUT)).isInstanceOf(IllegalStateException.class);
        assertThat(sessions.live(sid)).isPresent();
        assertThat(endings()).isZero();

        leaves.listen(_ -> {});
        assertThat(sessions.end(sid, SessionEnding.LOGOUT)).isTrue();
    }

    @Test
    void joinsTheTransactionOfWhoEndsIt() {
        leaves.transaction.executeWithoutResult(status -> {
            assertThat(sessions.end(sid, SessionEnding.ADMIN)).isTrue();
            status.setRollbackOnly();
        });

        assertThat(sessions.live(sid)).isPresent();
        assertThat(endings()).isZero();
    }

    @Test
    void ofManyEndingsOneWins() throws Exception {
        Leaves second = leaves.secondNode();
        List<Boolean> ended = Race.over(List.of(leaves, second), 64, node -> () -> node.sessions.end(sid, SessionEnding.LOGOUT));

        assertThat(Collections.frequency(ended, true)).isOne();
        assertThat(leaves.published.size() + second.published.size()).isEqualTo(1);
        assertThat(endings()).isOne();
    }

    @Test
    void noRequestRevivesASessionThatEnds() throws Exception {
        Race.of(32, () -> Thread.currentThread().threadId() % 4 == 0
                ? sessions.end(sid, SessionEnding.LOGOUT)
                : sessions.touch(opened.handle()).isPresent());
        sessions.end(sid, SessionEnding.LOGOUT);

        assertThat(sessions.touch(opened.handle())).isEmpty();
        assertThat(endings()).isOne();
    }

    @Test
    void whoLockedALiveSessionFinishesBeforeItEnds() throws Exception {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            CompletableFuture<Boolean> ending = leaves.inTransaction(() -> {
                assertThat(sessions.lockLive(sid)).isPresent();
                CompletableFuture<Boolean> started = CompletableFuture.supplyAsync(() -> sessions.end(sid, SessionEnding.ADMIN),
                        other);
                assertThatThrownBy(() -> started.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                return started;
            });
            assertThat(ending.get(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(leaves.<Boolean>inTransaction(() -> sessions.lockLive(sid).isPresent())).isFalse();
    }

    @Test
    void whoWaitsForALockFindsTheSessionEnded() throws Exception {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            CompletableFuture<Boolean> lock = leaves.inTransaction(() -> {
                assertThat(sessions.end(sid, SessionEnding.ADMIN)).isTrue();
                CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(
                        () -> leaves.inTransaction(() -> sessions.lockLive(sid).isPresent()), other);
                assertThatThrownBy(() -> waiting.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                return waiting;
            });
            assertThat(lock.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void sweepsWhatIsOverAndNothingElse() {
        SessionSweep sweep = new SessionSweep(sessions, new SessionCutoffs(leaves.jdbc, leaves.clock));
        sweep.sweep();
        assertThat(endings()).isZero();

        leaves.clock.advance(IDLE);
        NewSession fresh = sessions.open("user-1", LoginMethod.PASSWORD).orElseThrow();
        sweep.sweep();
        sweep.sweep();
        assertThat(leaves.published).contains(new SessionEnded(sid, SessionEnding.IDLE));
        assertThat(endings()).isOne();
        assertThat(sessions.live(fresh.session().sid())).isPresent();
    }

    @Test
    void oneSweepEndsMoreThanFitsIntoABatch() {
        for (int i = 0; i < Sessions.SWEEP; i++) {
            sessions.open("user-1", LoginMethod.PASSWORD).orElseThrow();
        }
        leaves.clock.advance(IDLE);
        new SessionSweep(sessions, new SessionCutoffs(leaves.jdbc, leaves.clock)).sweep();
        assertThat(leaves.count("user_session", "state = 'live'")).isZero();
    }

    @Test
    void sweepOnAnotherNodesFastClockLeavesAUserWhoIsBack() {
        UserSession seen = opened.session();
        leaves.clock.advance(IDLE.minus(TICK));
        sessions.touch(opened.handle());
        leaves.clock.advance(TICK);

        assertThat(sessions.endExpired(seen)).isFalse();
        assertThat(sessions.live(sid)).isPresent();
    }

    @Test
    void oneSessionThatCannotEndDoesNotKeepTheOthers() {
        NewSession second = sessions.open("user-1", LoginMethod.PASSWORD).orElseThrow();
        leaves.clock.advance(IDLE);
        leaves.listen(event -> {
            if (event instanceof SessionEnded ended && ended.sid().equals(sid)) {
                throw new IllegalStateException("not now");
            }
        });
        new SessionSweep(sessions, new SessionCutoffs(leaves.jdbc, leaves.clock)).sweep();

        assertThat(leaves.count("user_session", "state = 'live' and sid = '" + sid + "'")).isOne();
        assertThat(leaves.count("user_session", "state = 'live' and sid = '" + second.session().sid() + "'")).isZero();
    }

    @Test
    void manySweepsEndEachSessionOnce() throws Exception {
        leaves.clock.advance(IDLE);
        Race.of(8, () -> {
            new SessionSweep(sessions, new SessionCutoffs(leaves.jdbc, leaves.clock)).sweep();
            return true;
        });

        assertThat(endings()).isOne();
        assertThat(Collections.frequency(leaves.published, new SessionEnded(sid, SessionEnding.IDLE))).isOne();
    }

    @Test
    void refusesLimitsBeyondTheCeiling() {
        assertThat(new SessionLimits(Duration.ofHours(1), Duration.ofHours(24)).idle()).isEqualTo(Duration.ofHours(1));
        assertThatThrownBy(() -> new SessionLimits(Duration.ofHours(1), Duration.ofHours(25)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionLimits(Duration.ofHours(2), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionLimits(Duration.ZERO, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void register(String subject, boolean enabled) {
        leaves.users.register(new UserAccount(subject, subject, "Eve", Set.of(Role.USER), enabled),
                leaves.users.hash("x"), "set-up");
    }

    @Test
    void disablingAUserEndsAllOfTheUsersSessionsAndNoOthers() {
        leaves.listen(event -> {
            if (event instanceof UserDisabled disabled) {
                sessions.on(disabled);
            }
        });
        register("user-3", true);
        String one = sessions.open("user-3", LoginMethod.PASSWORD).orElseThrow().session().sid();
        String two = sessions.open("user-3", LoginMethod.PASSWORD).orElseThrow().session().sid();

        register("user-3", false);
        assertThat(sessions.live(one)).isEmpty();
        assertThat(sessions.live(two)).isEmpty();
        assertThat(leaves.published).contains(new SessionEnded(one, SessionEnding.USER_DISABLED),
                new SessionEnded(two, SessionEnding.USER_DISABLED));
        assertThat(leaves.count("event", "kind = 'session_ended' and subject = 'user-3'")).isEqualTo(2);
        assertThat(sessions.live(sid)).isPresent();
    }

    @Test
    void changingAUserWhoStaysEnabledEndsNoSession() {
        register("user-4", true);
        String one = sessions.open("user-4", LoginMethod.PASSWORD).orElseThrow().session().sid();
        leaves.published.clear();
        leaves.users.update(new UserAccount("user-4", "user-4", "Eve B.", Set.of(Role.USER), true), "set-up");

        assertThat(leaves.published).isEmpty();
        assertThat(sessions.live(one)).isPresent();
    }

    @Test
    void otherRolesAndAnotherPasswordEndAllOfTheUsersSessions() {
        leaves.listen(event -> {
            if (event instanceof LoginChanged changed) {
                sessions.on(changed);
            }
        });
        register("user-5", true);
        String one = sessions.open("user-5", LoginMethod.PASSWORD).orElseThrow().session().sid();
        leaves.users.update(new UserAccount("user-5", "user-5", "Eve", Set.of(Role.USER, Role.ADMIN), true), "set-up");
        assertThat(sessions.live(one)).isEmpty();
        String two = sessions.open("user-5", LoginMethod.PASSKEY).orElseThrow().session().sid();
        assertThat(sessions.live(two)).map(UserSession::method).contains(LoginMethod.PASSKEY);
        leaves.users.registerWithPassword(new UserAccount("user-5", "user-5", "Eve", Set.of(Role.USER, Role.ADMIN), true),
                "another", "set-up");

        assertThat(sessions.live(two)).isEmpty();
        assertThat(leaves.count("event", "kind = 'session_ended' and subject = 'user-5' and detail = 'user_changed'"))
                .isEqualTo(2);
    }

    /** From the instant on, before anybody has ended it; and then the sweep writes it down. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSessionThatIsCutOffIsLiveNowhere(boolean everybodys) {
        SessionCutoffs cutoffs = new SessionCutoffs(leaves.jdbc, leaves.clock);
        leaves.clock.advance(Duration.ofSeconds(1));
        NewSession old = sessions.open("user-1", LoginMethod.PASSWORD).orElseThrow();
        leaves.inTransaction(() -> {
            cutoffs.declare(everybodys ? Optional.empty() : Optional.of("user-1"));
            return true;
        });
        assertThat(sessions.live(old.session().sid())).isEmpty();
        assertThat(leaves.inTransaction(() -> sessions.lockLive(old.session().sid()))).isEmpty();
        assertThat(sessions.touch(old.handle())).isEmpty();
        leaves.clock.advance(Duration.ofSeconds(1));
        NewSession fresh = sessions.open("user-1", LoginMethod.PASSWORD).orElseThrow();
        assertThat(leaves.inTransaction(() -> sessions.lockLive(fresh.session().sid()))).isPresent();

        new SessionSweep(sessions, cutoffs).sweep();
        assertThat(leaves.count("user_session", "end_reason = 'kill_switch' and sid = '" + old.session().sid() + "'")).isOne();
        assertThat(sessions.live(fresh.session().sid())).isPresent();
    }
}

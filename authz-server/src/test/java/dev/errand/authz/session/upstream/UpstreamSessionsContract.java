package dev.errand.authz.session.upstream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.errand.authz.session.LinkedSessions;
import dev.errand.authz.session.NewSession;
import dev.errand.authz.session.UpstreamLink;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.Rounds;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.upstream.UpstreamIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A login and a logout of the same session at the same moment, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UpstreamSessionsContract {

    private static final String ISSUER = "https://op.example";
    private static final UpstreamIdentity ADA = new UpstreamIdentity(ISSUER, "ada-there");

    private final TestDatabase database;
    private Leaves leaves;
    private Leaves second;

    UpstreamSessionsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void open() {
        leaves = new Leaves(database);
        second = leaves.secondNode();
        leaves.users.register(new UserAccount("ada", "ada", "Ada", Set.of(Role.USER), true), leaves.users.hash("x"), "test");
    }

    private static UpstreamSessions at(Leaves node) {
        return new UpstreamSessions(node.jdbc, node.transaction.getTransactionManager(), node.sessions,
                new LinkedSessions(node.jdbc), node.clock);
    }

    private LogoutToken token(String sid) {
        Instant now = leaves.clock.instant();
        return new LogoutToken(ISSUER, UUID.randomUUID().toString(), sid == null ? ADA.subject() : null, sid, now,
                now.plusSeconds(60));
    }

    private long live(String upstreamSid) {
        return leaves.count("user_session", "upstream_sid = '" + upstreamSid + "' and state = 'live'");
    }

    @Test
    void noSessionOutlivesTheLogoutOfTheOneBehindIt() throws Exception {
        List<UpstreamSessions> nodes = List.of(at(leaves), at(second));
        for (int round = 0; round < Rounds.of(20, 200); round++) {
            String sid = UUID.randomUUID().toString();
            LogoutToken token = token(sid);
            Callable<Boolean> logout = () -> nodes.get(1).end(token);
            List<Callable<Boolean>> all = new ArrayList<>(List.of(logout));
            IntStream.range(0, 3).forEach(i -> all.add(() -> nodes.get(i % 2)
                    .open("ada", new UpstreamLink(ADA, sid), leaves.clock.instant()).isPresent()));
            assertThat(Race.of(all).getFirst()).isTrue();
            assertThat(live(sid)).as("round %s", round).isZero();
            assertThat(nodes.get(0).open("ada", new UpstreamLink(ADA, sid), leaves.clock.instant())).isEmpty();
        }
    }

    @Test
    void norTheLogoutOfTheUser() throws Exception {
        List<UpstreamSessions> nodes = List.of(at(leaves), at(second));
        for (int round = 0; round < Rounds.of(20, 200); round++) {
            leaves.clock.advance(Duration.ofSeconds(1));
            String sid = UUID.randomUUID().toString();
            Instant now = leaves.clock.instant();
            LogoutToken token = token(null);
            List<Callable<Boolean>> all = new ArrayList<>(List.of(() -> nodes.get(1).end(token)));
            IntStream.range(0, 3).forEach(i -> all
                    .add(() -> nodes.get(i % 2).open("ada", new UpstreamLink(ADA, sid), now).isPresent()));
            assertThat(Race.of(all).getFirst()).isTrue();
            assertThat(live(sid)).as("round %s", round).isZero();
        }
        leaves.clock.advance(Duration.ofSeconds(1));
        assertThat(nodes.get(0).open("ada", new UpstreamLink(ADA, null), leaves.clock.instant())).isPresent();
    }

    @Test
    void ofManyDeliveriesOfOneTokenOneCounts() throws Exception {
        List<UpstreamSessions> nodes = List.of(at(leaves), at(second));
        LogoutToken token = token("delivered");
        assertThat(Race.over(nodes, 4, node -> () -> node.end(token))).containsOnlyOnce(true);
    }

    /** At its last step, when all that it ends is written: as where the place in a feed cannot be had. */
    @Test
    void whereTheCommitFailsTheTokenIsGoodStill() {
        UpstreamSessions node = at(leaves);
        String sid = UUID.randomUUID().toString();
        node.open("ada", new UpstreamLink(ADA, sid), leaves.clock.instant().plusSeconds(30));
        LogoutToken token = token(sid);
        leaves.listen(_ -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                throw new IllegalStateException("the store is gone");
            }
        }));
        assertThatThrownBy(() -> node.end(token)).isInstanceOf(IllegalStateException.class);
        assertThat(live(sid)).isOne();
        leaves.listen(_ -> {});

        assertThat(node.end(token)).isTrue();
        assertThat(live(sid)).isZero();
        assertThat(node.end(token)).isFalse();
    }

    @Test
    void whereTheEndingFailsTheTokenIsGoodStill() {
        UpstreamSessions node = at(leaves);
        String sid = UUID.randomUUID().toString();
        Optional<NewSession> opened = node.open("ada", new UpstreamLink(ADA, sid), leaves.clock.instant().plusSeconds(30));
        assertThat(opened).isPresent();
        LogoutToken token = token(sid);
        leaves.listen(event -> {
            throw new IllegalStateException("the runs cannot be ended");
        });
        assertThatThrownBy(() -> node.end(token)).isInstanceOf(IllegalStateException.class);
        assertThat(live(sid)).isOne();
        leaves.listen(_ -> {});

        assertThat(node.end(token)).isTrue();
        assertThat(live(sid)).isZero();
    }

    @Test
    void isForgottenOnceNoLoginCanBeInFlight() {
        UpstreamSessions node = at(leaves);
        node.end(token("forgotten"));
        assertThat(leaves.count("upstream_presence", "name = 'forgotten'")).isOne();
        node.forget();
        assertThat(leaves.count("upstream_presence", "name = 'forgotten'")).isOne();
        assertThat(leaves.count("upstream_logout", "true")).isPositive();
        leaves.clock.advance(Duration.ofMinutes(2));
        node.forget();
        assertThat(leaves.count("upstream_logout", "true")).isZero();
        leaves.clock.advance(Duration.ofHours(25));
        node.forget();
        assertThat(leaves.count("upstream_presence", "name = 'forgotten'")).isZero();
    }
}

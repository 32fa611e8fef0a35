package dev.errand.authz.grant.refresh;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.run.Run;
import dev.errand.authz.run.WiredRuns;
import dev.errand.authz.secret.FreshSecrets;
import dev.errand.authz.secret.Secrets;
import dev.errand.authz.session.UserSession;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What the families of refresh tokens owe on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefreshTokensContract {

    private final TestDatabase database;
    private WiredRuns runs;
    private List<Node> nodes;
    private RefreshTokens tokens;
    private UserSession session;
    private Run run;

    RefreshTokensContract(TestDatabase database) {
        this.database = database;
    }

    private record Node(Leaves leaves, RefreshTokens tokens) {

        static Node of(Leaves leaves) {
            return new Node(leaves, new RefreshTokens(leaves.jdbc, FreshSecrets.make(), leaves.clock));
        }
    }

    @BeforeAll
    void start() {
        Leaves leaves = new Leaves(database);
        runs = new WiredRuns(leaves);
        nodes = List.of(Node.of(leaves), Node.of(leaves.secondNode()));
        tokens = nodes.getFirst().tokens();
        session = runs.setTheStage();
    }

    @BeforeEach
    void openARun() {
        run = runs.open(session, 10);
    }

    private RefreshTokens.Row row(String token) {
        return tokens.find(token).orElseThrow();
    }

    private long live() {
        return runs.leaves.count("refresh_token", "state = 'live' and run_id = '" + run.runId() + "'");
    }

    @Test
    void storesATokenAsHashOnly() {
        String token = tokens.issue(run);

        assertThat(runs.leaves.jdbc.sql("SELECT * FROM refresh_token WHERE run_id = ?").params(run.runId()).query()
                .singleRow().toString()).doesNotContain(token).contains(row(token).hash());
        assertThat(row(token)).extracting(RefreshTokens.Row::runId, RefreshTokens.Row::clientId, RefreshTokens.Row::jkt,
                RefreshTokens.Row::live).containsExactly(run.runId(), WiredRuns.AGENT, "jkt-1", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "x", "\uD800", "' OR '1'='1"})
    void knowsNoOtherToken(String other) {
        String token = tokens.issue(run);

        assertThat(tokens.find(other)).isEmpty();
        assertThat(tokens.consume(Secrets.hash(other))).isFalse();
        assertThat(tokens.consume(row(token).hash())).isTrue();
    }

    @Test
    void aTokenIdlesForTenMinutesAndNeverPastTheDeadline() {
        assertThat(row(tokens.issue(run)).idleEnd()).isEqualTo(runs.leaves.clock.instant().plus(Duration.ofMinutes(10)));

        runs.leaves.clock.advance(Duration.ofMinutes(6));
        assertThat(row(tokens.issue(run)).idleEnd()).isEqualTo(run.terms().deadline());
    }

    @Test
    void aTokenIsConsumedOnceAndItsRowStays() {
        String token = tokens.issue(run);

        assertThat(tokens.consume(row(token).hash())).isTrue();
        assertThat(tokens.consume(row(token).hash())).isFalse();
        assertThat(row(token).live()).isFalse();
    }

    @Test
    void aRotationThatIsRolledBackNeverWas() {
        String token = tokens.issue(run);
        String successor = runs.leaves.transaction.execute(status -> {
            assertThat(tokens.consume(row(token).hash())).isTrue();
            status.setRollbackOnly();
            return tokens.issue(run);
        });

        assertThat(tokens.find(successor)).isEmpty();
        assertThat(row(token).live()).isTrue();
    }

    @Test
    void ofManyRotationsAtOnceOneSucceedsAndOneTokenIsLive() throws Exception {
        String hash = row(tokens.issue(run)).hash();
        List<Boolean> rotated = Race.over(nodes, 64, node -> () -> node.leaves().inTransaction(() -> {
            boolean mine = node.tokens().consume(hash);
            if (mine) {
                node.tokens().issue(run);
            }
            return mine;
        }));

        assertThat(Collections.frequency(rotated, true)).isOne();
        assertThat(live()).isOne();
        assertThat(runs.leaves.count("refresh_token", "run_id = '" + run.runId() + "'")).isEqualTo(2);
    }

    @Test
    void whoWaitsForARotationThatIsRolledBackMayRotate() throws Exception {
        String hash = row(tokens.issue(run)).hash();
        List<Boolean> rotated = Race.over(nodes, 16, node -> () -> node.leaves().transaction.execute(status -> {
            boolean mine = node.tokens().consume(hash);
            // The first node's callers never get to the end of what they began.
            if (node.equals(nodes.getFirst())) {
                status.setRollbackOnly();
                return false;
            }
            return mine;
        }));

        assertThat(Collections.frequency(rotated, true)).isOne();
        assertThat(live()).isZero();
    }
}

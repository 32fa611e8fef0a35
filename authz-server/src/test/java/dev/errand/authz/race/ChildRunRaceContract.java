package dev.errand.authz.race;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.Runs;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.ChildKey;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.Rounds;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A run and its children spend one budget and end together, on two nodes at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChildRunRaceContract {

    private static final String OVERDRAWN = "400 access_denied budget_exceeded";
    private static final String CROWDED = "400 access_denied too_many_children";

    private final TestDatabase database;
    private TwoNodes nodes;
    private BrowserUser alice;

    ChildRunRaceContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        nodes = new TwoNodes(database);
        alice = BrowserUser.alice(nodes.first());
    }

    @AfterAll
    void stop() {
        nodes.close();
    }

    static Stream<Integer> callers() {
        return IntStream.range(0, Rounds.of(1, 67)).boxed().flatMap(_ -> Stream.of(2, 8, 64));
    }

    static IntStream rounds() {
        return IntStream.range(0, Rounds.of(1, 67));
    }

    /** Ten calls and fifty dollars; every draw and every child is one call and four dollars or less. */
    @ParameterizedTest
    @MethodSource("callers")
    void whatIsDrawnAndGivenAwayIsNeverMoreThanTheBudget(int callers) throws Exception {
        AgentInstance.Run parent = new AgentInstance(nodes.first()).run(alice);
        AgentInstance.Run child = parent.child(2, "8.00", ToolCall.refund("4.00"));
        Replies replies = new Replies(Race.of(IntStream.range(0, callers)
                .mapToObj(i -> (Callable<Reply>) request(i, parent, child).at(nodes.next())::send).toList()));

        assertThat(replies.refusals()).isSubsetOf(OVERDRAWN, CROWDED);
        assertThat(left(parent) + left(child)).isEqualTo(10 - replies.won().size());
        assertThat(nodes.count("issuance WHERE kind = 'credential' AND run_id IN (?, ?)", parent.runId(), child.runId())
                + nodes.count("run WHERE parent_run_id = ?", parent.runId()) - 1).isEqualTo(replies.won().size());
        assertThat(dollarsLeft(parent).add(dollarsLeft(child)))
                .isEqualByComparingTo(new BigDecimal(50 - 4 * replies.won().size()));
    }

    /** From the parent, from the child, or another child. */
    private static OAuthRequest request(int caller, AgentInstance.Run parent, AgentInstance.Run child) {
        return switch (caller % 3) {
            case 0 -> parent.exchangeRefund("4.00", "USD", "order-12345");
            case 1 -> child.exchangeRefund("4.00", "USD", "order-12345");
            default -> parent.openChild(new ChildKey(), ToolCall.run(1, "4.00", ToolCall.refund("4.00")));
        };
    }

    private int left(AgentInstance.Run run) {
        return nodes.first().jdbc().sql("SELECT calls_left FROM run WHERE run_id = ?").param(run.runId()).query(Integer.class)
                .single();
    }

    private BigDecimal dollarsLeft(AgentInstance.Run run) {
        return nodes.first().jdbc().sql("SELECT remaining FROM run_total WHERE run_id = ?").param(run.runId())
                .query(BigDecimal.class).single();
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void oneActorTokenOpensOneChild(int round) throws Exception {
        AgentInstance.Run parent = new AgentInstance(nodes.first()).run(alice);
        ChildKey key = new ChildKey();
        String token = key.actorToken(parent);
        Replies replies = nodes.race(32, () -> parent.openChild(key, ToolCall.run(1, "", ToolCall.ORDER))
                .with("actor_token", token));

        assertThat(replies.winner().text("run_id")).isNotEmpty();
        assertThat(replies.refusals()).containsOnly("400 invalid_request actor_token_replayed");
        assertThat(left(parent)).isEqualTo(9);
    }

    /** The ways in which a run ends while children are opened from it. */
    private enum Ending {
        BY_AGENT, BY_ADMINISTRATOR, WITH_SESSION
    }

    static Stream<Ending> endings() {
        return rounds().boxed().flatMap(_ -> Stream.of(Ending.values()));
    }

    /** Children of a run and of its child: each is opened before the end and ends with it, or is not opened. */
    @ParameterizedTest
    @MethodSource("endings")
    void noChildOutlivesItsParent(Ending ending) throws Exception {
        BrowserUser user = BrowserUser.alice(nodes.first());
        AgentInstance.Run parent = new AgentInstance(nodes.first()).run(user);
        String all = "UPDATE run SET max_calls = 9000, calls_left = ? WHERE run_id = ?";
        nodes.first().jdbc().sql(all).params(9000, parent.runId()).update();
        AgentInstance.Run child = parent.child(1000, "", ToolCall.ORDER);
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch opening = new CountDownLatch(4);
        List<Callable<String>> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            AgentInstance.Run from = i % 2 == 0 ? parent : child;
            callers.add(() -> openUntilRefused(from, opening, ended));
        }
        callers.add(() -> {
            opening.await();
            end(ending, parent, user);
            ended.set(true);
            return "";
        });
        List<String> last = Race.of(callers).subList(0, 8);

        assertThat(last).isSubsetOf(CROWDED, "400 invalid_request run_ended", "400 invalid_request session_ended");
        assertThat(nodes.count("run WHERE sid = (SELECT sid FROM run WHERE run_id = ?) AND state = 'active'", parent.runId()))
                .isZero();
        assertThat(nodes.count("run WHERE parent_run_id IN (?, ?)", parent.runId(), child.runId())).isGreaterThan(2);
    }

    private String openUntilRefused(AgentInstance.Run from, CountDownLatch opening, AtomicBoolean ended) {
        while (true) {
            boolean late = ended.get();
            Reply reply = from.openChild(new ChildKey(), ToolCall.run(1, "", ToolCall.ORDER)).at(nodes.next()).send();
            opening.countDown();
            if (reply.status() != 200) {
                return reply.refusal();
            }
            assertThat(late).as("opened after the end").isFalse();
        }
    }

    private void end(Ending ending, AgentInstance.Run run, BrowserUser user) {
        switch (ending) {
            case BY_AGENT -> assertThat(run.revoke(run.token()).at(nodes.second()).send().status()).isEqualTo(200);
            case BY_ADMINISTRATOR ->
                assertThat(nodes.second().bean(Runs.class).revoke(run.runId(), "a test", RunEnding.ADMIN)).isTrue();
            case WITH_SESSION -> assertThat(user.at(nodes.second()).logOut().status()).isEqualTo(302);
        }
    }
}

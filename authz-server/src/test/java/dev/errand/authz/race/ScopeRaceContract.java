package dev.errand.authz.race;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Registry;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.Rounds;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What may never be held together is not held together, and what is retired is not given out, on two nodes at once. */
abstract class ScopeRaceContract extends OneUseRaceContract {

    private static final String NEVER_TOGETHER = "400 access_denied never_together";
    private static final String RETIRED = "400 invalid_scope scope_retired";
    private static final int EXCHANGERS = 16;

    ScopeRaceContract(TestDatabase database) {
        super(database);
    }

    static IntStream pairs() {
        return IntStream.rangeClosed(1, Rounds.of(2, 100));
    }

    static IntStream few() {
        return IntStream.rangeClosed(1, Rounds.of(1, 20));
    }

    /** Two runs of one session, a scope each, so that neither waits for the other's run. */
    @ParameterizedTest
    @MethodSource("pairs")
    void ofTwoScopesThatAreNeverTogetherOneIsGiven(int round) throws Exception {
        BrowserUser user = BrowserUser.alice(nodes.first());
        AgentInstance.Run mail = agent.run(user, ToolCall.MAIL);
        AgentInstance.Run voucher = new AgentInstance(nodes.first()).run(user, ToolCall.VOUCHER);
        Replies replies = new Replies(Race.of(List.of(mail.exchange(ToolCall.MAIL).at(nodes.first())::send,
                voucher.exchange(ToolCall.VOUCHER).at(nodes.second())::send)));

        assertThat(replies.won()).hasSize(1);
        assertThat(replies.refusals()).containsExactly(NEVER_TOGETHER);
        assertThat(issuances(mail, "token_exchange") + issuances(voucher, "token_exchange")).isOne();
        assertThat(nodes.count("run WHERE run_id IN (?, ?) AND calls_left = 10", mail.runId(), voucher.runId())).isOne();
    }

    /** The same two at once, where nothing forbids it: another session, another agent. */
    @ParameterizedTest
    @MethodSource("few")
    void inTwoSessionsBothAreGiven(int round) throws Exception {
        AgentInstance.Run mail = agent.run(BrowserUser.alice(nodes.first()), ToolCall.MAIL);
        AgentInstance.Run voucher = new AgentInstance(nodes.first()).run(BrowserUser.alice(nodes.first()),
                ToolCall.VOUCHER);
        List<Reply> replies = Race.of(List.of(mail.exchange(ToolCall.MAIL).at(nodes.first())::send,
                voucher.exchange(ToolCall.VOUCHER).at(nodes.second())::send));
        assertThat(replies).allMatch(reply -> reply.status() == 200);
    }

    @ParameterizedTest
    @MethodSource("few")
    void ofManyAtOnceOnlyOneKindIsGiven(int round) throws Exception {
        BrowserUser user = BrowserUser.alice(nodes.first());
        List<AgentInstance.Run> runs = IntStream.range(0, 4)
                .mapToObj(i -> new AgentInstance(nodes.first()).run(user, i % 2 == 0 ? ToolCall.MAIL : ToolCall.VOUCHER))
                .toList();
        List<Callable<Reply>> callers = new ArrayList<>();
        for (int i = 0; i < EXCHANGERS; i++) {
            ToolCall call = i % 2 == 0 ? ToolCall.MAIL : ToolCall.VOUCHER;
            callers.add(runs.get(i % 4).exchange(call).at(nodes.next())::send);
        }
        Replies replies = new Replies(Race.of(callers));

        assertThat(replies.won()).hasSize(EXCHANGERS / 2);
        assertThat(replies.won().stream().map(reply -> reply.text("scope")).distinct()).hasSize(1);
        assertThat(replies.refusals()).containsOnly(NEVER_TOGETHER);
    }

    /** Retiring stops issuance in the same commit. */
    @ParameterizedTest
    @MethodSource("few")
    void afterAScopeWasRetiredItIsNotGiven(int round) throws Exception {
        BrowserUser user = BrowserUser.alice(nodes.first());
        List<AgentInstance.Run> runs = IntStream.range(0, 4)
                .mapToObj(_ -> new AgentInstance(nodes.first()).run(user, ToolCall.INVOICE)).toList();
        nodes.first().jdbc().sql("UPDATE run SET max_calls = 9000, calls_left = 9000 WHERE state = 'active'").update();
        CountDownLatch working = new CountDownLatch(EXCHANGERS / 2);
        AtomicBoolean retired = new AtomicBoolean();
        try (Registry registry = new Registry(nodes.second())) {
            registry.retireComposition("order-with-invoice");
            registry.retireComposition("invoice-with-customer");
            List<Callable<String>> callers = new ArrayList<>();
            IntStream.range(0, EXCHANGERS)
                    .forEach(i -> callers.add(() -> lastAnswer(runs.get(i % runs.size()), retired, working)));
            callers.add(() -> {
                working.await();
                registry.retireScope("read:invoices");
                retired.set(true);
                return "";
            });
            List<String> last = Race.of(callers).subList(0, EXCHANGERS);

            assertThat(last).containsOnly(RETIRED);
            assertThat(runs).allSatisfy(run -> assertThat(run.exchange(ToolCall.INVOICE).at(nodes.next()).send().refusal())
                    .isEqualTo(RETIRED));
        }
        runs.forEach(run -> assertThat(nodes.count("run WHERE run_id = ? AND calls_left = max_calls - 3 * ?", run.runId(),
                issuances(run, "token_exchange"))).isOne());
    }

    /** Exchanges until that is refused; a success may not begin after the retirement was acknowledged. */
    private String lastAnswer(AgentInstance.Run run, AtomicBoolean retired, CountDownLatch working) {
        while (true) {
            boolean tooLate = retired.get();
            Reply reply = run.exchange(ToolCall.INVOICE).at(nodes.next()).send();
            working.countDown();
            if (reply.status() != 200) {
                return reply.refusal();
            }
            assertThat(tooLate).as("given after it was retired").isFalse();
        }
    }
}

package dev.errand.authz.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.admin.kill.KillSwitch;
import dev.errand.authz.admin.kill.KillTarget;
import dev.errand.authz.run.Runs;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Registry;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.Rounds;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.toolscope.ToolScope;

import static org.assertj.core.api.Assertions.assertThat;

/** All runs of a remembered consent draw on one budget, and none is opened by one that is forgotten, on two nodes at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsentMemoryRaceContract {

    private static final int BUDGET = 20;
    private static final String DETAILS = ToolCall.run(BUDGET, "", ToolCall.ORDER);

    private final TestDatabase database;
    private TwoNodes nodes;
    private BrowserUser alice;

    ConsentMemoryRaceContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        nodes = new TwoNodes(database);
        new Registry(nodes.first()).scope("read:orders", scope -> new ToolScope(scope.name(), 0, scope.tool(),
                scope.description(), scope.effect(), scope.lifetime(), scope.maxUses(), scope.labels(), scope.identifier(),
                scope.actions(), scope.runDefault(), true));
    }

    @AfterAll
    void stop() {
        nodes.close();
    }

    @BeforeEach
    void logIn() {
        alice = BrowserUser.alice(nodes.first());
    }

    static Stream<Integer> callers() {
        return IntStream.range(0, Rounds.of(1, 67)).boxed().flatMap(_ -> Stream.of(2, 16, 64));
    }

    private static String uri(AgentInstance agent, String prompt) {
        return agent.push().with("authorization_details", DETAILS).with("prompt", prompt).send().text("request_uri");
    }

    private AgentInstance.Run consented() {
        AgentInstance agent = new AgentInstance(nodes.first());
        Map<String, String> form = Map.of("decision", "approve", "scope.0", "on");
        return agent.run(agent.redeem(BrowserUser.parameter(alice.decide(uri(agent, "consent"), form), "code")).send());
    }

    private AgentInstance.Run recalled() {
        AgentInstance agent = new AgentInstance(nodes.first());
        return agent.run(agent.redeem(BrowserUser.parameter(alice.open(uri(agent, "none")), "code")).send());
    }

    @ParameterizedTest
    @MethodSource("callers")
    void theBudgetIsDrawnOnceWhateverTheNumberOfRuns(int callers) throws Exception {
        List<AgentInstance.Run> runs = new ArrayList<>(List.of(consented()));
        IntStream.range(0, 3).forEach(_ -> runs.add(recalled()));
        List<Callable<Reply>> requests = IntStream.range(0, callers)
                .mapToObj(i -> (Callable<Reply>) runs.get(i % 4).exchangeOrder().at(nodes.next())::send).toList();
        Replies replies = new Replies(Race.of(requests));

        assertThat(replies.won()).hasSize(Math.min(callers, BUDGET));
        assertThat(replies.refusals()).isSubsetOf("400 access_denied budget_exceeded");
        Runs stored = nodes.first().bean(Runs.class);
        assertThat(runs).allSatisfy(run -> assertThat(stored.find(run.runId()).orElseThrow().left().calls())
                .isEqualTo(BUDGET - replies.won().size()));
        assertThat(runs.stream().mapToLong(run -> nodes.count("issuance WHERE kind = 'credential' AND run_id = ?", run.runId()))
                .sum()).isEqualTo(replies.won().size());
    }

    static IntStream rounds() {
        return IntStream.range(0, Rounds.of(1, 67));
    }

    /**
     * Who stops the agent holds its row, and so does whoever recalls a consent to it: in the ledger nothing is recalled
     * behind the stop, and no code that is out by then opens a run.
     */
    @ParameterizedTest
    @MethodSource("rounds")
    void nothingIsRecalledOnceTheAgentIsStopped(int round) throws Exception {
        consented();
        List<AgentInstance> agents = Stream.generate(() -> new AgentInstance(nodes.first())).limit(8).toList();
        List<Callable<String>> callers = new ArrayList<>();
        agents.forEach(agent -> {
            String uri = uri(agent, "none");
            BrowserUser tab = alice.at(nodes.next());
            callers.add(() -> tab.open(uri).location());
        });
        callers.add(4, () -> nodes.second().bean(KillSwitch.class)
                .pull(new KillTarget.OfAgent("support-agent"), "admin", "a test").orElseThrow().toString());
        List<String> answers = new ArrayList<>(Race.of(callers));

        answers.remove(4);
        assertThat(answers).allMatch(location -> location.contains("code=") || location.contains("error=consent_required"));
        assertThat(nodes.count("event WHERE kind = 'consent_recalled' AND event_id > "
                + "(SELECT MAX(event_id) FROM event WHERE kind = 'kill_switch')")).isZero();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).contains("code=")) {
                String code = answers.get(i).replaceFirst(".*[?&]code=([^&]*).*", "$1");
                assertThat(agents.get(i).redeem(code).send().status()).isEqualTo(400);
            }
        }
        nodes.first().clock.advance(Duration.ofSeconds(1));
    }

    /** Whoever asks after the answer of who forgot it is asked. */
    @ParameterizedTest
    @MethodSource("rounds")
    void nothingIsOpenedByWhatIsForgotten(int round) throws Exception {
        AgentInstance.Run first = consented();
        String consent = nodes.first().bean(Runs.class).find(first.runId()).orElseThrow().consentId();
        alice.get("/my/agents");
        AtomicBoolean forgotten = new AtomicBoolean();
        List<Callable<String>> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String uri = uri(new AgentInstance(nodes.first()), "none");
            BrowserUser tab = alice.at(nodes.next());
            callers.add(() -> {
                boolean late = forgotten.get();
                String location = tab.open(uri).location();
                assertThat(late && location.contains("code=")).as("opened after it was forgotten").isFalse();
                return location;
            });
        }
        callers.add(4, () -> {
            Reply reply = alice.post("/my/agents/consents/" + consent + "/forget", Map.of());
            forgotten.set(true);
            return reply.location();
        });
        List<String> answers = new ArrayList<>(Race.of(callers));

        assertThat(answers.remove(4)).endsWith("done=forgotten");
        assertThat(answers).allMatch(location -> location.contains("code=") || location.contains("error=consent_required"));
        assertThat(nodes.count("event WHERE kind = 'consent_recalled' AND detail = ?", "consent " + consent))
                .isEqualTo(answers.stream().filter(location -> location.contains("code=")).count());
    }
}

package dev.errand.authz.attack;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.run.RunCutoffs;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.ChildKey;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.running.ToolClient;
import dev.errand.authz.session.SessionCutoffs;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * SE-11: instants before which nothing counts, for the server, the user, the client and a tool. The later of all wins, from its
 * commit on: no session and no run has been ended yet when the next request comes.
 */
class NotBeforeAttackTest {

    private static RunningServer server;
    private static ToolClient orders;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        orders = ToolClient.registered(server, RunningServer.ORDERS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void declare(boolean forServer, boolean forUser, boolean forClient) {
        SessionCutoffs sessions = server.bean(SessionCutoffs.class);
        RunCutoffs runs = server.bean(RunCutoffs.class);
        server.bean(TransactionTemplate.class).executeWithoutResult(_ -> {
            if (forServer) {
                sessions.declare(Optional.empty());
            }
            if (forUser) {
                sessions.declare(Optional.of("user-678"));
            }
            if (forClient) {
                runs.declare("support-agent");
            }
        });
    }

    /** Each has been declared once before the login; those that are later have been once more after it. */
    @ParameterizedTest(name = "SE-11 later: server {0}, user {1}, client {2}")
    @CsvSource({"false, false, false", "true, false, false", "false, true, false", "false, false, true", "true, true, false",
        "true, false, true", "false, true, true", "true, true, true"})
    void theLaterOfAllWins(boolean forServer, boolean forUser, boolean forClient) {
        server.clock.advance(Duration.ofSeconds(1));
        declare(true, true, true);
        server.clock.advance(Duration.ofSeconds(1));
        BrowserUser alice = BrowserUser.alice(server);
        AgentInstance.Run run = new AgentInstance(server).run(alice);
        String credential = run.exchangeOrder().send().text("access_token");
        AgentInstance another = new AgentInstance(server);
        String code = another.code(alice);

        server.clock.advance(Duration.ofSeconds(1));
        declare(forServer, forUser, forClient);

        int expected = forServer || forUser || forClient ? 400 : 200;
        assertThat(orders.introspect(credential).json().path("active").asBoolean(false)).isEqualTo(expected == 200);
        assertThat(run.exchangeOrder().send().status()).isEqualTo(expected);
        assertThat(run.refresh().send().status()).isEqualTo(expected);
        Reply redeemed = another.redeem(code).send();
        assertThat(redeemed.status()).as(redeemed.body()).isEqualTo(expected);
        assertThat(alice.get("/my/agents").status()).isEqualTo(forServer || forUser ? 302 : 200);

        server.clock.advance(Duration.ofSeconds(1));
        AgentInstance.Run fresh = new AgentInstance(server).run(BrowserUser.alice(server));
        assertThat(fresh.exchangeOrder().send().status()).as("what is younger").isEqualTo(200);
    }

    /** A tool that is stopped ends what may reach it, for every other tool too, and nothing that may not. */
    @ParameterizedTest(name = "SE-11+ a tool: {0}")
    @CsvSource({RunningServer.REFUNDS + ", true", RunningServer.ORDERS + ", true", "https://nowhere.example, false"})
    void whatMayReachAStoppedToolIsOver(String tool, boolean ends) {
        server.clock.advance(Duration.ofSeconds(1));
        BrowserUser alice = BrowserUser.alice(server);
        AgentInstance.Run run = new AgentInstance(server).run(alice);
        AgentInstance.Run child = run.child(1, "", ToolCall.ORDER);
        AgentInstance.Run ofOrders = new AgentInstance(server).run(alice, ToolCall.ORDER);
        AgentInstance another = new AgentInstance(server);
        String code = another.code(alice);

        server.clock.advance(Duration.ofSeconds(1));
        server.bean(TransactionTemplate.class).executeWithoutResult(_ -> server.bean(RunCutoffs.class).declareOfTool(tool));

        assertThat(outcome(run.exchangeOrder().send())).isEqualTo(ends ? "400 invalid_request run_ended" : "200");
        assertThat(outcome(run.openChild(new ChildKey(), ToolCall.run(1, "", ToolCall.ORDER)).send()))
                .isEqualTo(ends ? "400 invalid_request run_ended" : "200");
        assertThat(outcome(run.refresh().send())).isEqualTo(ends ? "400 invalid_grant run_ended" : "200");
        assertThat(outcome(another.redeem(code).send())).isEqualTo(ends ? "400 invalid_grant run_ended" : "200");
        assertThat(outcome(child.exchangeOrder().send())).as("a child, whatever tools are its own")
                .isEqualTo(ends ? "400 invalid_request run_ended" : "200");
        assertThat(outcome(ofOrders.exchangeOrder().send())).as("another run, for the orders alone")
                .isEqualTo(tool.equals(RunningServer.ORDERS) ? "400 invalid_request run_ended" : "200");

        server.clock.advance(Duration.ofSeconds(1));
        AgentInstance.Run fresh = new AgentInstance(server).run(alice);
        assertThat(fresh.exchangeOrder().send().status()).as("what is consented to afterwards").isEqualTo(200);
        assertThat(fresh.exchangeRefund("10.00", "USD", "order-12345").send().status()).isEqualTo(200);
    }

    private static String outcome(Reply reply) {
        return reply.status() == 200 ? "200" : reply.refusal();
    }
}

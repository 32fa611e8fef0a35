package dev.errand.authz.console.my;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.running.Visitors;

import static org.assertj.core.api.Assertions.assertThat;

/** What a user sees of the agents that act for them, and how they stop them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MyAgentsTest {

    private RunningServer server;

    @BeforeAll
    void start() {
        server = new RunningServer();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private AgentInstance.Run open(BrowserUser user) {
        return new AgentInstance(server).run(user, ToolCall.refund("40.00"), ToolCall.ORDER);
    }

    private static void assertDrawn(Reply page) {
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("??", "style=", "<script>", "onclick");
    }

    @Test
    void tellsWhatAnAgentMayStillDoAndStopsIt() {
        BrowserUser alice = BrowserUser.alice(server);
        AgentInstance.Run run = open(alice);
        AgentInstance.Run other = open(alice);
        run.exchange(ToolCall.refund("15.00")).send();

        Reply page = alice.get("/my/agents");
        assertDrawn(page);
        assertThat(page.body()).contains("<h2>Support agent</h2>", "Refund up to 50.00 USD on one order", "9 calls left",
                "amount up to 35.00 USD", "one call used, 9 of 10 unused", "amount: 15.00 used, 35.00 of 50.00 USD unused",
                "The agent says that it does this", "Look after order 12345", "/my/agents/stop-all")
                .doesNotContain("No agent acts for you now");
        Reply preview = alice.get("/my/agents/" + run.runId() + "/stop");
        assertDrawn(preview);
        assertThat(preview.body()).contains("What stops at once", "For another 65 seconds at most",
                "amount: at most 15.00 USD");
        Reply stopped = alice.post("/my/agents/" + run.runId() + "/stop", Map.of());

        assertThat(stopped.status()).isEqualTo(303);
        assertThat(stopped.location()).endsWith("/my/agents?done=stopped");
        assertThat(run.exchange(ToolCall.ORDER).send().refusal()).isEqualTo("400 invalid_request run_ended");
        assertThat(other.exchange(ToolCall.ORDER).send().status()).isEqualTo(200);
        assertThat(server.jdbc().sql("select detail from event where kind = 'run_revoked' and run_id = :run")
                .param("run", run.runId()).query(String.class).single()).isEqualTo("user by user-678");
        assertThat(alice.get("/my/agents?done=stopped").body()).contains("It is stopped", "Ended lately", "by the user");
        assertThat(alice.post("/my/agents/" + run.runId() + "/stop", Map.of()).location()).endsWith("?done=ended-before");
    }

    @Test
    void stopsAllOfOnesOwnAndNobodyElses() {
        BrowserUser bob = Visitors.other(server);
        assertThat(bob.get("/my/agents").body()).contains("No agent acts for you now").doesNotContain("stop-all");
        AgentInstance.Run first = open(bob);
        AgentInstance.Run second = open(bob);
        AgentInstance.Run hers = open(BrowserUser.alice(server));
        assertDrawn(bob.get("/my/agents/stop-all"));

        assertThat(bob.post("/my/agents/stop-all", Map.of()).location()).endsWith("/my/agents?done=all-stopped");
        assertThat(first.exchange(ToolCall.ORDER).send().status()).isEqualTo(400);
        assertThat(second.exchange(ToolCall.ORDER).send().status()).isEqualTo(400);
        assertThat(hers.exchange(ToolCall.ORDER).send().status()).isEqualTo(200);
        assertThat(bob.post("/my/agents/stop-all", Map.of()).location()).endsWith("?done=ended-before");
    }

    /** AD-13: whoever asks for it. */
    @Test
    void anotherUsersRunIsNotThere() {
        AgentInstance.Run hers = open(BrowserUser.alice(server));
        BrowserUser bob = Visitors.other(server);
        BrowserUser admin = Visitors.admin(server);

        for (BrowserUser user : new BrowserUser[] {bob, admin}) {
            assertThat(user.get("/my/agents").body()).doesNotContain(hers.runId());
            assertThat(user.get("/my/agents/" + hers.runId() + "/stop").status()).isEqualTo(404);
            assertThat(user.post("/my/agents/" + hers.runId() + "/stop", Map.of()).status()).isEqualTo(404);
            assertThat(user.get("/my/agents/run-0/stop").status()).isEqualTo(404);
        }
        assertThat(hers.exchange(ToolCall.ORDER).send().status()).isEqualTo(200);
        assertThat(new BrowserUser(server).get("/my/agents").location()).endsWith("/login");
    }

    @Test
    void nothingStopsWithoutTheTokenOfThePage() {
        BrowserUser alice = BrowserUser.alice(server);
        AgentInstance.Run run = open(alice);

        assertThat(alice.planted("_csrf", "x").post("/my/agents/" + run.runId() + "/stop", Map.of()).status()).isEqualTo(403);
        assertThat(run.exchange(ToolCall.ORDER).send().status()).isEqualTo(200);
    }
}

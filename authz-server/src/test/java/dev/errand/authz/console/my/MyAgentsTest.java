package dev.errand.authz.console.my;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.ledger.ToolCallEntry;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.running.Visitors;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

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
                "amount: at most 15.00 USD", "Beyond what its other runs have left, Support agent has to ask you",
                "Stop all runs of Support agent");
        Reply stopped = alice.post("/my/agents/" + run.runId() + "/stop", Map.of());

        assertThat(stopped.status()).isEqualTo(303);
        assertThat(stopped.location()).endsWith("/my/agents?done=stopped-one");
        assertThat(run.exchange(ToolCall.ORDER).send().refusal()).isEqualTo("400 invalid_request run_ended");
        assertThat(other.exchange(ToolCall.ORDER).send().status()).isEqualTo(200);
        assertThat(server.jdbc().sql("select detail from event where kind = 'run_revoked' and run_id = :run")
                .param("run", run.runId()).query(String.class).single()).isEqualTo("user by user-678");
        assertThat(alice.get("/my/agents?done=stopped-one").body()).contains("It is stopped", "Other runs of the agent go on",
                "Ended lately", "by the user", "href=\"/my/agents/" + run.runId() + "\"");
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

    private BrowserUser newcomer(String name) {
        Users users = server.bean(Users.class);
        users.register(new UserAccount(name, name, name, Set.of(Role.USER), true), users.hash("a pass phrase"), "test");
        BrowserUser user = new BrowserUser(server);
        user.logIn(name, "a pass phrase");
        return user;
    }

    private static String stop(AgentInstance.Run run) {
        return "/my/agents/" + run.runId() + "/stop";
    }

    @Test
    void saysWhichRunsEndWithOneAndStopsAllOfAnAgent() {
        BrowserUser carol = newcomer("carol");
        AgentInstance.Run run = open(carol);
        AgentInstance.Run child = run.child(3, "20.00", ToolCall.refund("20.00"));
        AgentInstance.Run twin = open(carol);
        AgentInstance.Run hers = open(BrowserUser.alice(server));
        Reply cards = carol.get("/my/agents");
        assertDrawn(cards);
        assertThat(cards.body()).contains("Support agent opened it from another run of its own",
                "This agent acts for you in other runs too");
        Reply preview = carol.get(stop(run));
        assertDrawn(preview);
        assertThat(preview.body()).contains("Runs that end with it", "href=\"/my/agents/" + child.runId() + "\"",
                "<td class=\"number\">3</td>", "amount up to 20.00 USD", "One other run of Support agent goes on",
                "Stop this run");
        Reply ofChild = carol.get(stop(child));
        assertDrawn(ofChild);
        assertThat(ofChild.body()).contains("2 other runs of Support agent go on", "may open another one like it")
                .doesNotContain("Runs that end with it");

        assertThat(carol.post(stop(run) + "-agent", Map.of()).location()).endsWith("/my/agents?done=stopped");
        assertThat(Stream.of(run, child, twin).map(one -> one.exchange(ToolCall.refund("1.00")).send().status()))
                .containsOnly(400);
        assertThat(hers.exchange(ToolCall.ORDER).send().status()).isEqualTo(200);
        assertThat(server.jdbc().sql("select detail from event where kind = 'run_revoked' and run_id = :run")
                .param("run", child.runId()).query(String.class).single()).isEqualTo("parent_ended by run " + run.runId());
        assertThat(carol.post(stop(run) + "-agent", Map.of()).location()).endsWith("?done=ended-before");
    }

    @Test
    void showsOnesOwnRunAndItsCallsAlsoOnceItIsOver() {
        BrowserUser alice = BrowserUser.alice(server);
        AgentInstance.Run run = open(alice);
        run.exchange(ToolCall.refund("15.00")).send();
        String credential = server.jdbc().sql("select credential_id from issuance where run_id = :run and kind = 'credential'")
                .param("run", run.runId()).query(String.class).single();
        server.bean(Ledger.class).toolCall(new ToolCallEntry(RunningServer.REFUNDS, "execution-1", credential, run.runId(),
                "write:refunds-under-50", "create-refund", "order-12345", null, Outcome.UNKNOWN, null, server.clock.instant(),
                server.clock.instant()));
        Reply live = alice.get("/my/agents/" + run.runId());
        assertDrawn(live);
        assertThat(live.body()).contains("A run of Support agent", "Refund up to 50.00 USD on one order", "9 calls left",
                "order-12345", "it may have been done", stop(run)).doesNotContain(credential, run.agent().key.jkt());

        run.revoke(run.refreshToken()).send();
        Reply over = alice.get("/my/agents/" + run.runId());
        assertDrawn(over);
        assertThat(over.body()).contains("by the agent, which was done", "You had allowed it", "it may have been done")
                .doesNotContain(stop(run), "calls left");
    }

    /** AD-13: whoever asks for it. */
    @Test
    void anotherUsersRunIsNotThere() {
        BrowserUser alice = BrowserUser.alice(server);
        AgentInstance.Run hers = open(alice);
        BrowserUser bob = Visitors.other(server);
        BrowserUser admin = Visitors.admin(server);

        for (BrowserUser user : new BrowserUser[] {bob, admin}) {
            assertThat(user.get("/my/agents").body()).doesNotContain(hers.runId());
            assertThat(user.get("/my/agents/" + hers.runId()).status()).isEqualTo(404);
            assertThat(user.get("/my/agents/run-0").status()).isEqualTo(404);
            assertThat(user.post(stop(hers) + "-agent", Map.of()).status()).isEqualTo(404);
            assertThat(user.get("/my/agents/" + hers.runId() + "/stop").status()).isEqualTo(404);
            assertThat(user.post("/my/agents/" + hers.runId() + "/stop", Map.of()).status()).isEqualTo(404);
            assertThat(user.get("/my/agents/run-0/stop").status()).isEqualTo(404);
        }
        assertThat(hers.exchange(ToolCall.ORDER).send().status()).isEqualTo(200);
        assertThat(alice.get("/my/agents/" + hers.runId()).status()).as("twin: her own").isEqualTo(200);
        assertThat(new BrowserUser(server).get("/my/agents").location()).endsWith("/login");
        assertThat(new BrowserUser(server).get("/my/agents/" + hers.runId()).location()).endsWith("/login");
    }

    @Test
    void nothingStopsWithoutTheTokenOfThePage() {
        BrowserUser alice = BrowserUser.alice(server);
        AgentInstance.Run run = open(alice);

        assertThat(alice.planted("_csrf", "x").post(stop(run), Map.of()).status()).isEqualTo(403);
        assertThat(alice.planted("_csrf", "x").post(stop(run) + "-agent", Map.of()).status()).isEqualTo(403);
        assertThat(run.exchange(ToolCall.ORDER).send().status()).isEqualTo(200);
    }
}

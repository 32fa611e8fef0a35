package dev.errand.authz.admin.kill;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.ECKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.NothingScheduled;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.running.ToolClient;
import dev.errand.authz.testing.TestDatabase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What the kill switch says that it ends, and ends, and what it leaves. */
class KillSwitchTest {

    private static final String API = "/admin/api/v1/kill-switch";
    private static final String PAGE = "/console/kill-switch";

    private static RunningServer server;
    private static AdministrativeClient admin;
    private static AdministrativeClient auditor;
    private static ToolClient orders;

    private BrowserUser alice;
    private BrowserUser administrator;
    private List<AgentInstance.Run> runs;

    /** @param hit which of the four runs it ends */
    private record Case(String kind, String id, List<Integer> hit, int sessions, int credentials) {}

    @BeforeAll
    static void start() {
        server = new RunningServer(TestDatabase.H2.newUrl(), NothingScheduled::in);
        admin = AdministrativeClient.admin(server);
        auditor = AdministrativeClient.auditor(server);
        orders = ToolClient.registered(server, RunningServer.ORDERS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Whatever was there before is over by its time, and then runs of two agents for two users, one of them for one tool. */
    private void open() {
        server.clock.advance(Duration.ofHours(9));
        alice = BrowserUser.alice(server);
        administrator = new BrowserUser(server);
        administrator.logIn("admin", "battery staple");
        runs = List.of(run("support-agent", alice), run("other-agent", alice), run("support-agent", administrator),
                new AgentInstance(server).run(alice, ToolCall.ORDER));
        runs.forEach(run -> assertThat(run.exchangeOrder().send().status()).isEqualTo(200));
        runs.subList(0, 3).forEach(
                run -> assertThat(run.exchangeRefund("10.00", "USD", "order-12345").send().status()).isEqualTo(200));
        server.clock.advance(Duration.ofSeconds(1));
    }

    private static AgentInstance.Run run(String agent, BrowserUser user) {
        ECKey key = agent.equals("support-agent") ? server.agentKey : server.otherAgentKey;
        return new AgentInstance(server, agent, key).run(user);
    }

    /** How often it was pulled: the ledger's record of it comes before anything ends. */
    private static long pulled() {
        return server.jdbc().sql("select count(*) from event where kind = 'kill_switch'").query(Long.class).single();
    }

    static Stream<Case> cases() {
        return Stream.of(new Case("run", "", List.of(0), 0, 2),
                new Case("agent", "support-agent", List.of(0, 2, 3), 0, 5),
                new Case("user", "user-678", List.of(0, 1, 3), 1, 5),
                new Case("tool", RunningServer.REFUNDS, List.of(0, 1, 2), 0, 3),
                new Case("everything", "", List.of(0, 1, 2, 3), 2, 7));
    }

    private String query(Case one) {
        String id = one.kind().equals("run") ? runs.getFirst().runId() : one.id();
        return "?target=" + one.kind() + (id.isEmpty() ? "" : "&id=" + UriUtils.encodeQueryParam(id, UTF_8));
    }

    private static Reply post(AdministrativeClient client, String query, String why) {
        return client.send("POST", API + query, Map.of("Content-Type", "application/json"), why);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsWhatItSaysAndNothingElse(Case one) {
        open();
        JsonNode preview = auditor.send("GET", API + query(one), Map.of(), "").json();
        assertThat(preview.path("target").asString()).isEqualTo(one.kind());
        assertThat(preview.path("sessions").asInt(-1)).isEqualTo(one.sessions());
        assertThat(preview.path("runs").asInt(-1)).isEqualTo(one.hit().size());
        assertThat(preview.path("credentials").asInt(-1)).isEqualTo(one.credentials());
        runs.forEach(run -> assertThat(run.exchangeOrder().send().status()).as("a look ends nothing").isEqualTo(200));

        Reply done = post(admin, query(one), "{\"why\":\"a drill\"}");
        assertThat(done.status()).as(done.body()).isEqualTo(200);
        assertThat(done.json().path("runs").asInt(-1)).isEqualTo(one.hit().size());
        assertThat(done.json().path("sessions").asInt(-1)).isEqualTo(one.sessions());

        for (int i = 0; i < runs.size(); i++) {
            boolean hit = one.hit().contains(i);
            assertThat(runs.get(i).exchangeOrder().send().status()).as("run " + i).isEqualTo(hit ? 400 : 200);
            assertThat(revoked(runs.get(i))).as("credentials of run " + i).isEqualTo(hit ? 2 : 0);
        }
        assertThat(server.jdbc().sql("select detail from event where kind = 'kill_switch' order by event_id desc")
                .query(String.class).list().getFirst()).startsWith(one.kind()).contains("the-admin-client", "a drill");
        Reply again = post(admin, query(one), "{\"why\":\"a drill\"}");
        assertThat(again.json().path("runs").asInt(-1)).as("of what is ended").isZero();

        server.clock.advance(Duration.ofSeconds(6));
        AgentInstance.Run fresh = new AgentInstance(server).run(BrowserUser.alice(server));
        assertThat(fresh.exchangeRefund("10.00", "USD", "order-12345").send().status()).isEqualTo(200);
    }

    /** What the tool of the orders hears of this run. */
    private static long revoked(AgentInstance.Run run) {
        return orders.revocations("").json().path("revoked").valueStream()
                .filter(one -> one.path("run_id").asString().equals(run.runId())).count();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"?target=agent&id=nobody | 404 agent_unknown",
        "?target=user&id=nobody | 404 user_unknown", "?target=run&id=nothing | 404 run_unknown",
        "?target=tool&id=https://nowhere.example | 404 tool_unknown", "?target=everything&id=x | 400 parameter_malformed",
        "?target=agent | 400 parameter_malformed", "?target=agent&id= | 400 parameter_malformed",
        "?target=all | 400 parameter_malformed", "'' | 400 parameter_malformed", "?id=support-agent | 400 parameter_malformed"})
    void nothingIsEndedThatIsNotNamed(String query, String refusal) {
        long before = pulled();
        Reply preview = admin.send("GET", API + query, Map.of(), "");
        assertThat(preview.status() + " " + preview.text("reason")).isEqualTo(refusal);
        Reply refused = post(admin, query, "{\"why\":\"a drill\"}");
        assertThat(refused.status() + " " + refused.text("reason")).isEqualTo(refusal);
        assertThat(pulled()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{} | 400", "{\"why\":\"\"} | 400", "{\"why\":\"<b>\"} | 400",
        "{\"why\":\"x\",\"more\":1} | 400", "[] | 400"})
    void needsAReasonThatCanBeKept(String body, int status) {
        long before = pulled();
        assertThat(post(admin, "?target=everything", body).status()).isEqualTo(status);
        assertThat(pulled()).isEqualTo(before);
    }

    @Test
    void auditorsLookAndDoNothing() {
        long before = pulled();
        assertThat(auditor.send("GET", API + "?target=everything", Map.of(), "").status()).isEqualTo(200);
        assertThat(post(auditor, "?target=everything", "{\"why\":\"a drill\"}").status()).isEqualTo(403);
        assertThat(pulled()).isEqualTo(before);
    }

    @Test
    void thePageShowsWhatEndsAndAsksWhy() {
        open();
        assertThat(administrator.get(PAGE).body()).contains("What to stop").doesNotContain("danger");
        Reply preview = administrator.get(PAGE + "?target=agent&id=other-agent");
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.body()).contains("Stopping agent other-agent", "One active run ends.",
                "2 credentials that are out are revoked.", "What is not undone", "name=\"_csrf\"");
        assertThat(administrator.get(PAGE + "?target=agent&id=nobody").body()).contains("There is nothing of that kind");
        assertThat(preview.body()).doesNotContain("Counting stops");

        administrator.get(PAGE + "?target=agent&id=other-agent");
        assertThat(administrator.post(PAGE, Map.of("target", "agent", "id", "nobody", "why", "a drill")).status())
                .isEqualTo(404);
        assertThat(administrator.post(PAGE, Map.of("why", "a drill")).status()).isEqualTo(400);
        Reply unsaid = administrator.post(PAGE, Map.of("target", "agent", "id", "other-agent", "why", " "));
        assertThat(unsaid.status()).isEqualTo(422);
        assertThat(runs.get(1).exchangeOrder().send().status()).isEqualTo(200);
        Reply done = administrator.post(PAGE, Map.of("target", "agent", "id", "other-agent", "why", "It went astray"));
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body()).contains("Agent other-agent is stopped.", "One run ended.");
        assertThat(runs.get(1).exchangeOrder().send().status()).isEqualTo(400);
        assertThat(runs.get(0).exchangeOrder().send().status()).isEqualTo(200);
    }

    /** A script shows an answer with status 200 in the place of the preview, and no other. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"?target=agent&id= | Say which one it is.", "?target=run | Say which one it is.",
        "?target=frob&id=x | There is nothing of that kind and name.",
        "?target=agent&id=nobody | There is nothing of that kind and name.",
        "?target=everything&id=support-agent | Stopping everything", "?target=everything&id= | Stopping everything"})
    void thePageAnswersWhatIsNotCompleteInItsPlace(String query, String words) {
        // Sessions of the moment at which everything was stopped are not live.
        server.clock.advance(Duration.ofSeconds(6));
        BrowserUser looking = new BrowserUser(server);
        looking.logIn("admin", "battery staple");
        Reply page = looking.get(PAGE + query);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"999, 999, 999, false", "1000, 0, 0, true", "0, 1000, 0, true", "0, 0, 1000, true"})
    void thereMayBeMoreOnlyWhereTheCountStopped(int sessions, int runs, int credentials, boolean more) {
        assertThat(new KillPreview(new KillTarget.Everything(), sessions, runs, credentials).bounded()).isEqualTo(more);
    }

    @Test
    void whoStopsEverythingIsToldSoAndLoggedOut() {
        open();
        administrator.get(PAGE + "?target=everything");
        Reply done = administrator.post(PAGE, Map.of("target", "everything", "id", "", "why", "A drill"));
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body()).contains("Everything is stopped.", "2 sessions ended.", "4 runs ended.");
        assertThat(administrator.get(PAGE).location()).endsWith("/login");
        assertThat(alice.get("/my/agents").location()).endsWith("/login");
    }
}

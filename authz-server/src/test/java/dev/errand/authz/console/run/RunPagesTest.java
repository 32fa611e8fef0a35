package dev.errand.authz.console.run;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.ledger.ToolCallEntry;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.running.Visitors;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages about runs and sessions, without scripts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunPagesTest {

    private RunningServer server;
    private BrowserUser alice;
    private BrowserUser admin;
    private BrowserUser auditor;

    @BeforeAll
    void start() {
        server = new RunningServer();
        alice = BrowserUser.alice(server);
        admin = Visitors.admin(server);
        auditor = Visitors.auditor(server);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private AgentInstance.Run open() {
        return new AgentInstance(server).run(alice, ToolCall.refund("40.00"), ToolCall.ORDER);
    }

    private void report(String credentialId, AgentInstance.Run run, Outcome outcome) {
        server.bean(Ledger.class).toolCall(new ToolCallEntry(RunningServer.REFUNDS, UUID.randomUUID().toString(),
                credentialId, run.runId(), "write:refunds-under-50", "create-refund", "order-12345", null, outcome, null,
                server.clock.instant(), server.clock.instant()));
    }

    private String credential(AgentInstance.Run run) {
        return server.jdbc().sql("select credential_id from issuance where run_id = :run and kind = 'credential'")
                .param("run", run.runId()).query(String.class).list().getFirst();
    }

    private static void assertDrawn(Reply page) {
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("??", "style=", "<script>", "onclick");
    }

    @Test
    void listsRunsAndTakesFiltersOutOfTheAddress() {
        AgentInstance.Run run = open();
        Reply page = auditor.get("/console/runs?state=active&agent=&subject=user-678&session=");

        assertDrawn(page);
        assertThat(page.body()).contains("/console/runs/" + run.runId(), "Look after order 12345", "0 of 10 calls",
                "0.00 of 50.00 USD", "data-live", "selected=\"selected\">active")
                .doesNotContain("Runs begin when", "role=\"alert\">");
        assertThat(auditor.get("/console/runs?state=completed&subject=nobody").body())
                .contains("No run is like that", "href=\"/console/runs\">Clear the filter").doesNotContain("<table");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /console/runs?state=odd&agent=support-agent | state is none of active, completed, revoked, expired
            /console/runs?agent=%00 | agent is no name of 1 to 255 characters
            /console/runs?after=x | after is no cursor of this list
            /console/sessions?live=odd&subject=support-agent | live is neither true nor false
            /console/sessions?subject=%00 | subject is no name of 1 to 255 characters
            /console/sessions?after=x | after is no cursor of this list
            """)
    void saysWhatIsWrongWithAFilterOnThePageItself(String path, String problem) {
        Reply page = auditor.get(path);
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("role=\"alert\">" + problem, "class=\"filters\"", "aria-current=\"page\"")
                .doesNotContain("class=\"empty\"", "<table", "??");
        if (path.contains("support-agent")) {
            assertThat(page.body()).contains("value=\"support-agent\"");
        }
    }

    @Test
    void answersAScriptWithTheRowsAlone() {
        open();
        Map<String, String> headers = new HashMap<>(auditor.headers());
        headers.put("HX-Request", "true");

        assertThat(server.get("/console/runs", headers).body()).startsWith("<div id=\"runs\"").doesNotContain("<html");
    }

    @Test
    void pagesThroughTheListByCursor() {
        for (int i = 0; i < 51; i++) {
            server.jdbc().sql("""
                    insert into run (run_id, sid, subject, client_id, jkt, consent_id, opened_by_key, purpose, ceiling,
                                     max_calls, calls_left, state, opened_at, deadline)
                    values (:id, 's', 'many', 'a', 'j', 'c', '', 'p', '[]', 10, 10, 'active', :at, :end)
                    """).param("id", "many-" + i).param("at", server.clock.instant().atOffset(ZoneOffset.UTC))
                    .param("end", server.clock.instant().plusSeconds(60).atOffset(ZoneOffset.UTC)).update();
        }
        String first = auditor.get("/console/runs?subject=many").body();
        String next = first.replaceAll("(?s).*<a href=\"([^\"]+)\" rel=\"next\".*", "$1").replace("&amp;", "&");
        Reply second = auditor.get(next);

        assertDrawn(second);
        assertThat(next).contains("subject=many").contains("after=");
        assertThat(second.body()).contains("First page").doesNotContain("data-live", "rel=\"next\"");
        assertThat(first.getBytes(StandardCharsets.UTF_8).length).isLessThan(60_000);
    }

    @Test
    void drawsARunWithItsTimelineAndTheSameAsATable() {
        AgentInstance.Run run = open();
        run.exchange(ToolCall.refund("15.00")).send();
        run.exchange(ToolCall.refund("45.00")).send();
        run.refresh().send();
        report(credential(run), run, Outcome.ALLOWED);
        report(credential(run), run, Outcome.REFUSED);
        Reply page = auditor.get("/console/runs/" + run.runId());

        assertDrawn(page);
        assertThat(page.body()).contains("role=\"img\"", "<title id=\"picture-title\"", "class=\"credential\"",
                "class=\"mark allowed\"", "class=\"mark refused\"", "class=\"moment refresh\"", "class=\"moment refusal\"",
                "One credential as bars", "1 of 10 calls drawn", "amount: 15.00 of 50.00 USD drawn",
                "Refund up to 50.00 USD on one order", "only order-12345", "amount: at most 40.00 USD",
                "amount up to 35.00 USD", "wider_than_ceiling");
        assertThat(auditor.get("/console/runs/run-0").status()).isEqualTo(404);
        assertThat(auditor.get("/console/runs/~!").status()).isEqualTo(404);
    }

    @Test
    void showsWhatRevokingStopsBeforeItDoes() {
        AgentInstance.Run run = open();
        run.exchange(ToolCall.refund("15.00")).send();
        String path = "/console/runs/" + run.runId() + "/revoke";
        Reply preview = admin.get(path);

        assertDrawn(preview);
        assertThat(preview.body()).contains("10 calls", "amount up to 50.00 USD", ">65<",
                "amount up to 15.00 USD", "No tool has reported a call");
        assertThat(admin.post(path, Map.of("why", "two  blanks")).status()).isEqualTo(422);
        Reply revoked = admin.post(path, Map.of("why", "Looks wrong"));
        assertThat(revoked.status()).isEqualTo(303);
        assertThat(revoked.location()).endsWith("/console/runs/" + run.runId() + "?done=revoked");
        assertThat(admin.get("/console/runs/" + run.runId() + "?done=revoked").body())
                .contains("The run is revoked", "by an administrator", "class=\"moment end\"", "Looks wrong")
                .doesNotContain("/revoke\"");
        admin.get(path);
        assertThat(admin.post(path, Map.of()).location()).endsWith("?done=ended-before");
    }

    @Test
    void theTotalIsExplainedByTheRunsThatEndWithIt() {
        AgentInstance.Run run = open();
        AgentInstance.Run child = run.child(3, "20.00", ToolCall.refund("20.00"));
        String path = "/console/runs/" + run.runId() + "/revoke";
        Reply preview = auditor.get(path);

        assertDrawn(preview);
        assertThat(preview.body()).contains("10 calls", "amount up to 50.00 USD", "7 calls", "amount up to 30.00 USD",
                "Runs that end with it", "href=\"/console/runs/" + child.runId() + "\"", "<td>support-agent</td>",
                "<td class=\"number\">3</td>", "amount up to 20.00 USD");
        assertThat(auditor.get("/console/runs/" + child.runId() + "/revoke").body()).doesNotContain("Runs that end with it");

        spend(run);
        Reply later = auditor.get(path);
        assertDrawn(later);
        assertThat(later.body()).as("the parent's own tokens have expired").contains("3 calls", "Runs that end with it",
                "href=\"/console/runs/" + child.runId() + "\"").doesNotContain("New credentials can be drawn until");
        admin.get(path);
        assertThat(admin.post(path, Map.of()).location()).endsWith("?done=revoked");
        assertThat(child.exchange(ToolCall.refund("1.00")).send().refusal()).isEqualTo("400 invalid_request run_ended");
    }

    /** As if the run's tokens had expired, and nobody had refreshed them. */
    private void spend(AgentInstance.Run run) {
        server.jdbc().sql("update refresh_token set state = 'consumed' where run_id = :run").param("run", run.runId()).update();
        server.jdbc().sql("update issuance set expires_at = issued_at where run_id = :run and kind <> 'credential'")
                .param("run", run.runId()).update();
    }

    /** AD-03 */
    @Test
    void anAuditorSeesWhyTheButtonIsOffAndCannotPress() {
        AgentInstance.Run run = open();
        String path = "/console/runs/" + run.runId() + "/revoke";

        assertThat(auditor.get(path).body()).contains("Only an administrator can change this", "disabled=\"disabled\"");
        assertThat(auditor.post(path, Map.of()).status()).isEqualTo(403);
        assertThat(run.exchange(ToolCall.ORDER).send().status()).isEqualTo(200);
    }

    @Test
    void endsASessionAfterShowingItsRuns() {
        BrowserUser user = BrowserUser.alice(server);
        AgentInstance.Run run = new AgentInstance(server).run(user, ToolCall.ORDER);
        String sid = server.jdbc().sql("select sid from run where run_id = :run").param("run", run.runId())
                .query(String.class).single();
        assertDrawn(auditor.get("/console/sessions?live=true&subject=user-678"));
        Reply preview = admin.get("/console/sessions/" + sid + "/end");
        assertDrawn(preview);
        assertThat(preview.body()).contains("/console/runs/" + run.runId() + "/revoke");

        auditor.get("/console/sessions");
        assertThat(auditor.post("/console/sessions/" + sid + "/end", Map.of()).status()).isEqualTo(403);
        assertThat(admin.post("/console/sessions/" + sid + "/end", Map.of()).location())
                .endsWith("/console/sessions?done=ended");
        assertThat(run.exchange(ToolCall.ORDER).send().refusal()).isEqualTo("400 invalid_request session_ended");
        assertThat(user.get("/my/agents").status()).isEqualTo(302);
        assertThat(admin.get("/console/sessions/unknown/end").status()).isEqualTo(404);
    }

    /** AD-03 */
    @ParameterizedTest
    @ValueSource(strings = {"/console/runs", "/console/runs/run-1", "/console/runs/run-1/revoke", "/console/sessions",
        "/console/sessions/sid-1/end"})
    void aUserReachesNothingOfIt(String path) {
        assertThat(alice.get(path).status()).isEqualTo(403);
        alice.get("/my/agents");
        assertThat(alice.post(path, Map.of()).status()).isEqualTo(403);
        assertThat(new BrowserUser(server).get(path).location()).endsWith("/login");
    }
}

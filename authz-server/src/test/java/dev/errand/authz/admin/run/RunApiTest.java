package dev.errand.authz.admin.run;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs and sessions at the administration API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunApiTest {

    private static final String RUNS = "/admin/api/v1/runs";
    private static final String SESSIONS = "/admin/api/v1/sessions";

    private RunningServer server;
    private BrowserUser alice;
    private AdministrativeClient admin;
    private AdministrativeClient auditor;

    @BeforeAll
    void start() {
        server = new RunningServer();
        alice = BrowserUser.alice(server);
        admin = AdministrativeClient.admin(server);
        auditor = AdministrativeClient.auditor(server);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private AgentInstance.Run open() {
        return new AgentInstance(server).run(alice, ToolCall.refund("40.00"), ToolCall.ORDER);
    }

    private Reply get(AdministrativeClient client, String path) {
        return client.send("GET", path, Map.of(), "");
    }

    private Reply post(AdministrativeClient client, String path, String json) {
        return client.send("POST", path, json.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json"), json);
    }

    @Test
    void listsRunsNewestFirstPageByPage() {
        String session = session(open());
        for (int i = 0; i < 3; i++) {
            server.clock.advance(Duration.ofSeconds(1));
            open();
        }
        JsonNode first = get(auditor, RUNS + "?limit=3&session=" + session).json();
        assertThat(first.get("items")).hasSize(3);
        assertThat(first.at("/items/0/opened_at").asString()).isGreaterThan(first.at("/items/1/opened_at").asString());
        JsonNode item = first.at("/items/0");
        assertThat(item.get("state").asString()).isEqualTo("active");
        assertThat(item.get("agent").asString()).isEqualTo("support-agent");
        assertThat(item.get("subject").asString()).isEqualTo("user-678");
        assertThat(item.get("end_reason").isNull()).isTrue();
        assertThat(item.at("/budget/totals/amount/left").asString()).isEqualTo("50.00");
        assertThat(item.get("href").asString()).isEqualTo(RUNS + "/" + item.get("run_id").asString());

        String next = first.get("next").asString();
        JsonNode second = get(auditor, RUNS + "?limit=3&session=" + session + "&after=" + next).json();
        assertThat(second.get("items")).isNotEmpty();
        assertThat(second.at("/items/0/run_id")).isNotEqualTo(first.at("/items/2/run_id"));
    }

    private String session(AgentInstance.Run run) {
        return get(admin, RUNS + "/" + run.runId()).text("session");
    }

    @Test
    void showsOneRunWithWhatHappenedInIt() {
        AgentInstance.Run run = open();
        run.exchange(ToolCall.refund("15.00")).send();
        run.exchange(ToolCall.refund("41.00")).send();
        run.refresh().send();

        Reply reply = get(auditor, RUNS + "/" + run.runId());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.http().headers().firstValue("Cache-Control")).hasValueSatisfying(value -> assertThat(value)
                .contains("no-store"));
        JsonNode one = reply.json();
        assertThat(one.at("/budget/calls_left").asInt()).isEqualTo(9);
        assertThat(one.at("/authorization_details/0/ceiling")).hasSize(2);
        assertThat(one.at("/timeline/credentials/0/scopes/0/scope").asString()).isEqualTo("write:refunds-under-50");
        assertThat(one.at("/timeline/refusals/0/reason").asString()).isEqualTo("wider_than_ceiling");
        assertThat(one.at("/timeline/run_tokens")).hasSize(2);
        assertThat(one.at("/timeline/events/0/kind").asString()).isEqualTo("run_opened");
        assertThat(one.at("/timeline/cut").asBoolean()).isFalse();
    }

    @Test
    void reportsTheBlastRadiusAndRevokes() {
        AgentInstance.Run run = open();
        run.exchange(ToolCall.refund("15.00")).send();

        JsonNode radius = get(auditor, RUNS + "/" + run.runId() + "/blast-radius").json();
        assertThat(radius.at("/now/calls").asInt()).isEqualTo(10);
        assertThat(radius.at("/now/amounts/0/max").asString()).isEqualTo("50.00");
        assertThat(radius.at("/after_revoking/calls").asInt()).isEqualTo(1);
        assertThat(radius.at("/after_revoking/amounts/0/max").asString()).isEqualTo("15.00");
        assertThat(radius.at("/outstanding/0/seconds").asInt()).isEqualTo(65);
        assertThat(radius.at("/outstanding/0/scopes/0/identifier").asString()).isEqualTo("only order-12345");
        assertThat(radius.at("/drawable/calls").asInt()).isEqualTo(9);

        Reply revoked = post(admin, RUNS + "/" + run.runId() + "/revoke", "{\"why\":\"Looks wrong\"}");
        assertThat(revoked.json().get("revoked").asBoolean()).isTrue();
        assertThat(post(admin, RUNS + "/" + run.runId() + "/revoke", "").json().get("revoked").asBoolean()).isFalse();
        JsonNode after = get(auditor, RUNS + "/" + run.runId() + "/blast-radius").json();
        assertThat(after.get("drawable").isNull()).isTrue();
        assertThat(after.get("now")).isEqualTo(after.get("after_revoking")).isEqualTo(radius.get("after_revoking"));
        assertThat(get(auditor, RUNS + "/" + run.runId()).json().at("/timeline/events/0/detail").asString())
                .isEqualTo("admin by the-admin-client: Looks wrong");
        assertThat(run.exchange(ToolCall.refund("1.00")).send().refusal()).isEqualTo("400 invalid_request run_ended");
    }

    @Test
    void endsASessionAndItsRuns() {
        BrowserUser user = BrowserUser.alice(server);
        AgentInstance.Run run = new AgentInstance(server).run(user, ToolCall.ORDER);
        String session = session(run);

        JsonNode live = get(auditor, SESSIONS + "?live=true&subject=user-678&limit=200").json();
        assertThat(live.get("items").valueStream().map(item -> item.get("sid").asString())).contains(session);
        assertThat(post(admin, SESSIONS + "/" + session + "/end", "").json().get("ended").asBoolean()).isTrue();
        assertThat(post(admin, SESSIONS + "/" + session + "/end", "").json().get("ended").asBoolean()).isFalse();
        JsonNode ended = get(auditor, RUNS + "/" + run.runId()).json();
        assertThat(ended.get("state").asString()).isEqualTo("revoked");
        assertThat(ended.get("end_reason").asString()).isEqualTo("session_ended");
        JsonNode over = get(auditor, SESSIONS + "?live=false&subject=user-678").json();
        assertThat(over.at("/items/0/end_reason").asString()).isEqualTo("admin");
        assertThat(server.jdbc().sql("select detail from event where kind = 'session_ended' and session = :sid")
                .param("sid", session).query(String.class).single()).isEqualTo("admin by the-admin-client");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /runs?state=running,             400, parameter_malformed, state
            /runs?state=,                    400, parameter_malformed, state
            /runs?agent=a%0Ab,               400, parameter_malformed, agent
            /runs?subject=,                  400, parameter_malformed, subject
            /runs?limit=201,                 400, parameter_malformed, limit
            /runs?after=AAAA,                400, parameter_malformed, after
            /runs?after=WyJ4IiwieSJd,        400, parameter_malformed, after
            /runs?after=WyIrMTAwMDAwMDAwMC0wMS0wMVQwMDowMDowMFoiLCJ5Il0, 400, parameter_malformed, after
            /runs/run-0,                     404, run_unknown,
            /runs/run-0/blast-radius,        404, run_unknown,
            /runs/a%20b,                     404, run_unknown,
            /sessions?live=yes,              400, parameter_malformed, live
            /sessions?after=WyJ4IiwieSJd,    400, parameter_malformed, after
            """)
    void refusesWhatItCannotRead(String path, int status, String reason, String member) {
        Reply reply = get(auditor, "/admin/api/v1" + path);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text("reason")).isEqualTo(reason);
        assertThat(reply.text("member")).isEqualTo(member == null ? "" : member);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"why":""}            | 400 | body_malformed
            {"why":"a\\u0000b"}   | 400 | body_malformed
            {"because":"x"}       | 400 | body_malformed
            [                     | 400 | body_malformed
            """)
    void refusesAReasonThatIsNone(String body, int status, String reason) {
        AgentInstance.Run run = open();
        Reply reply = post(admin, RUNS + "/" + run.runId() + "/revoke", body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text("reason")).isEqualTo(reason);
        assertThat(get(admin, RUNS + "/" + run.runId()).text("state")).isEqualTo("active");
    }

    /** AD-03 */
    @Test
    void anAuditorEndsNothing() {
        AgentInstance.Run run = open();

        assertThat(post(auditor, RUNS + "/" + run.runId() + "/revoke", "").status()).isEqualTo(403);
        assertThat(post(auditor, SESSIONS + "/" + session(run) + "/end", "").status()).isEqualTo(403);
        assertThat(get(admin, RUNS + "/" + run.runId()).text("state")).isEqualTo("active");
    }
}

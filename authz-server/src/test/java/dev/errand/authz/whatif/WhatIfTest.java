package dev.errand.authz.whatif;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.run.AgentInSession;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.Runs;
import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.registry.ToolScopes;

import static org.assertj.core.api.Assertions.assertThat;

/** What is asked over the administration API, of runs that are open and of runs that are not. */
class WhatIfTest {

    private static final String PATH = "/admin/api/v1/what-if";
    private static final JsonMapper JSON = JsonMapper.shared();

    private static RunningServer server;
    private static AdministrativeClient admin;
    private static BrowserUser alice;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        admin = AdministrativeClient.admin(server);
        alice = BrowserUser.alice(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Reply send(String body) {
        return admin.send("POST", PATH, Map.of("Content-Type", "application/json"), body);
    }

    private static JsonNode answer(Map<String, Object> body) {
        Reply reply = send(JSON.writeValueAsString(body));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.http().headers().firstValue("Cache-Control")).contains("no-store");
        return reply.json();
    }

    /** A call by the support agent for Alice, who has no run for it. */
    private static JsonNode imagined(ToolCall... calls) {
        return answer(with(Map.of("agent", "support-agent", "user", "user-678"), calls));
    }

    private static JsonNode inRun(AgentInstance.Run run, ToolCall... calls) {
        return answer(with(Map.of("run_id", run.runId()), calls));
    }

    private static Map<String, Object> with(Map<String, Object> who, ToolCall... calls) {
        Map<String, Object> body = new LinkedHashMap<>(who);
        body.put("resource", calls[0].resource());
        body.put("scope", ToolCall.scopes(calls));
        body.put("authorization_details", JSON.readTree(ToolCall.details(calls)));
        return body;
    }

    private static List<String> verdicts(JsonNode answer) {
        return answer.path("rules").valueStream().map(rule -> rule.path("verdict").asString()).distinct().toList();
    }

    @Test
    void withoutARunTheUserIsThoughtToHaveJustAgreedToAllOfTheScope() {
        JsonNode answer = imagined(ToolCall.refund("20.00"));

        assertThat(answer.path("permitted").asBoolean()).as(answer.toString()).isTrue();
        assertThat(verdicts(answer)).containsExactly("passes");
        assertThat(answer.path("rules")).hasSize(13);
        assertThat(answer.path("lent").path("budget").path("calls").asInt()).isEqualTo(3);
        assertThat(answer.path("debit")).isEqualTo(JSON.readTree("""
                {"calls":1,"totals":{"amount":{"max":"20.00","currency":"USD"}}}"""));
        assertThat(answer.path("left")).isEqualTo(JSON.readTree("""
                {"calls":2,"totals":{"amount":{"max":"30.00","currency":"USD"}}}"""));
        JsonNode claims = answer.path("token").path("claims");
        assertThat(claims.path("sub").asString()).isEqualTo("user-678");
        assertThat(claims.path("aud").asString()).isEqualTo(RunningServer.REFUNDS);
        assertThat(claims.path("jti").asString()).isEqualTo("(not issued)");
        assertThat(claims.path("run_id").asString()).isEqualTo("(a new run)");
        assertThat(answer.path("token").path("header").path("typ").asString()).isEqualTo("at+jwt");
        assertThat(answer.toString()).doesNotContain("signature").doesNotContainPattern("ey[A-Za-z0-9_-]+\\.ey");
    }

    @Test
    void theFirstRuleThatDeniesIsTheDecisionAndTheOnesAfterItSawNothing() {
        JsonNode answer = imagined(ToolCall.refund("50.01"));

        assertThat(answer.path("error").asString()).isEqualTo("invalid_authorization_details");
        assertThat(answer.path("reason").asString()).isEqualTo("wider_than_registered");
        assertThat(answer.path("parameter").asString()).isEqualTo("amount");
        assertThat(verdicts(answer)).containsExactly("passes", "denies", "not_reached");
        JsonNode denies = rule(answer, "inside_registered_scope");
        assertThat(denies.path("verdict").asString()).isEqualTo("denies");
        assertThat(saw(denies)).containsEntry("outside", "amount: limit_exceeded")
                .containsEntry("registered",
                        "create-refund, matching order-[0-9]{1,10}, amount at most 50.00 USD, reason anything")
                .containsEntry("asked", "create-refund, order-12345, amount at most 50.01 USD");
        assertThat(rule(answer, "budget_suffices").path("saw")).isEmpty();
        assertThat(answer.has("token")).isFalse();
    }

    private static JsonNode rule(JsonNode answer, String word) {
        return answer.path("rules").valueStream().filter(rule -> rule.path("rule").asString().equals(word)).findFirst()
                .orElseThrow();
    }

    private static Map<String, String> saw(JsonNode rule) {
        Map<String, String> saw = new LinkedHashMap<>();
        rule.path("saw").forEach(one -> saw.put(one.path("what").asString(), one.path("value").asString("")));
        return saw;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # scope,                 tool,    action,      reason
            read:orders,             orders,  read-order,  ''
            read:nothing,            orders,  read-order,  scope_unknown
            write:payouts,           refunds, pay-out,     scope_not_allowed
            read:orders,             nobody,  read-order,  resource_unknown
            read:orders,             refunds, read-order,  resource_not_the_scopes
            read:orders,             orders,  burn-down,   wider_than_registered
            """)
    void saysWhatTheTokenEndpointWould(String scope, String tool, String action, String reason) {
        JsonNode answer = answer(Map.of("agent", "support-agent", "user", "user-678", "resource",
                "https://" + tool + ".example", "scope", scope, "authorization_details", """
                        [{"type":"tool_call","scope":"%s","actions":["%s"],"identifier":"order-1"}]"""
                        .formatted(scope, action)));

        assertThat(answer.path("reason").asString("")).as(answer.toString()).isEqualTo(reason);
        assertThat(answer.path("permitted").asBoolean()).isEqualTo(reason.isEmpty());
    }

    /** As the token endpoint would: an amount that the budget counts is asked for, or nothing is given. */
    @Test
    void anAmountThatTheBudgetCountsHasToBeAskedFor() {
        Map<String, Object> asked = new LinkedHashMap<>(
                with(Map.of("agent", "support-agent", "user", "user-678"), ToolCall.refund("20.00")));
        assertThat(answer(asked).path("permitted").asBoolean()).as("its twin").isTrue();
        asked.put("authorization_details", JSON.readTree(
                ToolCall.details(ToolCall.refund("20.00")).replaceFirst(",\"limits\":\\{.*?\\}\\}", "")));

        JsonNode answer = answer(asked);

        assertThat(answer.path("reason").asString()).isEqualTo("details_not_pinned");
        assertThat(answer.path("parameter").asString()).isEqualTo("amount");
        assertThat(rule(answer, "pins_one_call").path("verdict").asString()).isEqualTo("denies");
    }

    @Test
    void aRunIsJudgedByWhatTheUserAllowedInItAndWhatIsLeft() {
        AgentInstance.Run run = new AgentInstance(server).run(alice, ToolCall.refund("40.00"), ToolCall.ORDER);
        assertThat(inRun(run, ToolCall.refund("40.01")).path("reason").asString()).isEqualTo("wider_than_ceiling");
        assertThat(inRun(run, ToolCall.TICKET).path("reason").asString()).isEqualTo("scope_outside_ceiling");
        assertThat(inRun(run, ToolCall.ORDER, ToolCall.refund("1.00")).path("requests")).hasSize(2);
        assertThat(run.exchange(ToolCall.refund("30.00")).send().status()).isEqualTo(200);

        JsonNode answer = inRun(run, ToolCall.refund("20.01"));

        assertThat(answer.path("reason").asString()).isEqualTo("budget_exceeded");
        assertThat(saw(rule(answer, "budget_suffices"))).containsEntry("amount_needed", "amount 20.01 USD")
                .containsEntry("amount_left", "amount 20.00 USD");
        assertThat(run.revoke(run.token()).send().status()).isEqualTo(200);
        JsonNode ended = inRun(run, ToolCall.ORDER);
        assertThat(ended.path("error").asString() + " " + ended.path("reason").asString())
                .isEqualTo("invalid_request run_ended");
        assertThat(ended.path("rules")).isEmpty();
    }

    @Test
    void anAgentThatIsDisabledIsNoClient() {
        Agents agents = server.bean(Agents.class);
        Agent other = agents.find("other-agent").orElseThrow();
        agents.register(new Agent(other.clientId(), other.name(), other.method(), other.jwks(), other.redirectUris(),
                other.allowedScopes(), false), "a test");
        JsonNode answer = answer(with(Map.of("agent", "other-agent", "user", "user-678"), ToolCall.ORDER));
        agents.register(other, "a test");

        assertThat(answer.path("error").asString()).isEqualTo("invalid_client");
        assertThat(answer(with(Map.of("agent", "other-agent", "user", "user-678"), ToolCall.ORDER)).path("permitted")
                .asBoolean()).isTrue();
    }

    /** Not even where an issuance would have to wait: it locks nothing, and writes nothing. */
    @Test
    void leavesNoTraceAndWaitsForNobody() {
        AgentInstance.Run open = new AgentInstance(server).run(alice, ToolCall.CUSTOMER, ToolCall.TICKET);
        Run run = server.bean(Runs.class).find(open.runId()).orElseThrow();
        admin.token();
        Map<String, Long> before = rows();
        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(_ -> {
            server.bean(Runs.class).lock(run.runId());
            server.bean(ToolScopes.class).hold(Set.of(new ScopeName("read:tickets")));
            server.bean(AgentInSession.class).lock(run.sid(), run.clientId());

            JsonNode answer = inRun(open, ToolCall.TICKET);

            assertThat(answer.path("permitted").asBoolean()).as(answer.toString()).isTrue();
            assertThat(saw(rule(answer, "never_held_together"))).containsEntry("rules", "no-leaks");
        });
        Map<String, Long> after = rows();
        // The administrator's own token for the question is an issuance.
        assertThat(after.remove("issuance")).isEqualTo(before.remove("issuance") + 1);
        assertThat(after).isEqualTo(before);
        assertThat(server.bean(Runs.class).find(run.runId()).orElseThrow().left()).isEqualTo(run.left());
    }

    private static Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        Stream.of("issuance", "refusal", "event", "run", "consent", "user_session").forEach(table -> rows.put(table,
                server.jdbc().sql("SELECT COUNT(*) FROM " + table).query(Long.class).single()));
        return rows;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # body                                                    | member
            {}                                                        | agent
            {"agent":"support-agent"}                                 | user
            {"user":"user-678"}                                       | agent
            {"run_id":"r","agent":"support-agent"}                    | run_id
            {"run_id":"nobody-s"}                                     | run_id
            {"run_id":"a\\u0000b"}                                    | run_id
            {"agent":"nobody","user":"user-678"}                      | agent
            {"agent":"the-admin-client","user":"user-678"}            | agent
            {"agent":"support-agent","user":"nobody"}                 | user
            {"agent":"support-agent","user":7}                        | user
            {"agent":"support-agent","user":"user-678","max_uses":9}  | max_uses
            """)
    void namesTheMemberOfABodyThatIsWrong(String body, String member) {
        Reply reply = send(body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.text("member")).isEqualTo(member);
        assertThat(reply.http().headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void onlyAdministratorsAndAuditorsMayAsk() {
        String body = JSON.writeValueAsString(with(Map.of("agent", "support-agent", "user", "user-678"), ToolCall.ORDER));
        Map<String, String> json = Map.of("Content-Type", "application/json");
        assertThat(AdministrativeClient.auditor(server).send("POST", PATH, json, body).status()).isEqualTo(200);
        assertThat(server.send("POST", PATH, json, body).status()).isIn(401, 403);
        AgentInstance.Run run = new AgentInstance(server).run(alice, ToolCall.ORDER);
        Map<String, String> headers = admin.headers("POST", PATH, run.token(), run.agent().key);
        headers.putAll(json);
        assertThat(server.send("POST", PATH, headers, body).status()).isEqualTo(401);
    }
}

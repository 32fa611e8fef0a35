package dev.errand.authz.whatif;

import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.errand.authz.agent.Agents;
import dev.errand.authz.decision.DenyReason;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.Runs;
import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.ChildKey;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Registry;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The what-if's answer is the issuer's: a thousand random requests, each asked of the one over the administration API and
 * then sent to the other, in runs of several agents and users, while the registry changes. The clock stands still, so
 * that even the times in the tokens agree.
 */
class WhatIfEqualsIssuerTest {

    private static final long SEED = 20_260_711;
    private static final int ROUNDS = 20;
    private static final int REQUESTS = 50;
    private static final String PATH = "/admin/api/v1/what-if";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> REFUSAL = Set.of("error", "error_description", "reason", "parameter", "requests",
            "scope_form");

    private static final Set<DenyReason> OF_OTHER_TOKENS = EnumSet.of(DenyReason.CLIENT_NOT_ADMINISTRATIVE,
            DenyReason.CHILD_TOO_DEEP, DenyReason.TOO_MANY_CHILDREN, DenyReason.BUDGET_MISSING,
            DenyReason.BUDGET_WITHOUT_LIMIT);

    private static RunningServer server;

    private final GeneratedRequests generated = new GeneratedRequests(SEED);
    private final AdministrativeClient auditor = AdministrativeClient.auditor(server);
    private final Map<String, Integer> answers = new TreeMap<>();
    private String token = "";

    @BeforeAll
    static void start() {
        server = new RunningServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void itsAnswerIsTheIssuersOnAThousandRandomRequests() {
        for (int round = 0; round < ROUNDS; round++) {
            try (Registry registry = new Registry(server)) {
                List<AgentInstance.Run> runs = runs(round);
                change(registry);
                token = auditor.token();
                for (int i = 0; i < REQUESTS; i++) {
                    if (i == REQUESTS - 8) {
                        // The last run has one second left, the first none at all.
                        server.clock.advance(Duration.ofSeconds(59));
                        server.bean(Runs.class).revoke(runs.getFirst().runId(), "a test", RunEnding.ADMIN);
                        token = auditor.token();
                    }
                    compare(runs.get(i == REQUESTS - 1 ? 2 : generated.below(runs.size())), generated.request());
                }
            }
        }
        assertThat(answers.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(ROUNDS * REQUESTS);
        assertThat(answers.get("permitted")).as(answers.toString()).isGreaterThan(150);
        Set<String> reasons = Arrays.stream(DenyReason.values())
                .filter(reason -> !OF_OTHER_TOKENS.contains(reason)).map(DenyReason::word)
                .collect(Collectors.toCollection(TreeSet::new));
        reasons.addAll(Set.of("details_malformed", "scope_mismatch", "scope_missing", "scope_repeated", "resource_missing",
                "run_ended"));
        assertThat(answers.keySet()).as(answers.toString()).containsAll(reasons);
    }

    /** Three runs in one new session, one of them short, and a child of each of the others. */
    private List<AgentInstance.Run> runs(int round) {
        BrowserUser user = new BrowserUser(server);
        user.logIn(round % 3 == 0 ? "admin" : "alice", round % 3 == 0 ? "battery staple" : "correct horse");
        AgentInstance.Run first = run(user, agent(round % 4 == 3), 900);
        AgentInstance.Run second = run(user, agent(false), 900);
        return List.of(first, second, run(user, agent(false), 60), child(first), child(second));
    }

    /** All that its parent may do, with two calls and whatever money two calls may move. */
    private static AgentInstance.Run child(AgentInstance.Run parent) {
        ChildKey key = new ChildKey();
        Run stored = server.bean(Runs.class).find(parent.runId()).orElseThrow();
        String ceiling = stored.terms().ceiling().stream()
                .map(entry -> "{\"scope\":\"" + entry.authority().scope().value() + "\"}").collect(Collectors.joining(","));
        String totals = stored.terms().budget().totals().isEmpty()
                ? ""
                : ",\"totals\":{\"amount\":{\"max\":\"30.00\",\"currency\":\"USD\"}}";
        Reply answer = parent.openChild(key, """
                [{"type":"agent_run","purpose":"Some part of it","expires_in":600,"ceiling":[%s],
                  "budget":{"max_calls":2%s}}]""".formatted(ceiling, totals)).send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return parent.heldBy(key, answer);
    }

    private static AgentInstance agent(boolean other) {
        return other ? new AgentInstance(server, "other-agent", server.otherAgentKey) : new AgentInstance(server);
    }

    private AgentInstance.Run run(BrowserUser user, AgentInstance agent, int seconds) {
        List<String> allowed = List
                .copyOf(server.bean(Agents.class).find(agent.clientId).orElseThrow().allowedScopes());
        Reply pushed = agent.push().with("authorization_details", generated.run(allowed, seconds)).send();
        assertThat(pushed.status()).as(pushed.body()).isEqualTo(201);
        Map<String, String> form = new LinkedHashMap<>(Map.of("decision", "approve", "client_id", agent.clientId));
        GeneratedRequests.fields(8).forEach(field -> form.put(field, "on"));
        Reply consent = user.decide(pushed.text("request_uri"), form);
        return agent.run(agent.redeem(BrowserUser.parameter(consent, "code")).send());
    }

    private void change(Registry registry) {
        switch (generated.below(7)) {
            case 0, 1, 2 -> registry.scope("write:refunds-under-50", scope -> Changes.limited(scope, "80.00"));
            case 3 -> registry.scope("write:refunds-under-50", scope -> Changes.limited(scope, "10.00"));
            case 4 -> registry.retireScope("read:tickets");
            case 5 -> registry.retireComposition("refund-with-note");
            default -> registry.scope("read:invoices", scope -> Changes.living(scope, Duration.ofSeconds(10)));
        }
    }

    private void compare(AgentInstance.Run run, Map<String, String> parameters) {
        JsonNode foretold = ask(run, parameters);
        Reply issued = exchange(run, parameters);
        String about = parameters + "\nforetold " + foretold + "\nissued " + issued.body();
        assertThat(foretold.path("permitted").asBoolean()).as(about).isEqualTo(issued.status() == 200);
        if (issued.status() == 200) {
            assertThat(token(foretold)).as(about).isEqualTo(token(issued));
            assertThat(foretold.path("expires_in").asInt()).as(about).isEqualTo(issued.json().path("expires_in").asInt());
            assertThat(foretold.path("left")).as(about).isEqualTo(left(run));
        } else {
            assertThat(refusal(foretold)).as(about).isEqualTo(issued.json());
            assertThat(foretold.has("token")).as(about).isFalse();
        }
        answers.merge(issued.status() == 200 ? "permitted" : issued.text("reason"), 1, Integer::sum);
    }

    private JsonNode ask(AgentInstance.Run run, Map<String, String> parameters) {
        Map<String, String> body = new LinkedHashMap<>(parameters);
        body.put("run_id", run.runId());
        Map<String, String> headers = auditor.headers("POST", PATH, token, auditor.key);
        headers.put("Content-Type", "application/json");
        Reply reply = server.send("POST", PATH, headers, JSON.writeValueAsString(body));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    /** Authenticated by the run's key, or as its client. */
    private Reply exchange(AgentInstance.Run run, Map<String, String> parameters) {
        OAuthRequest request = run.agent().request("/oauth2/token").with("grant_type", AgentInstance.EXCHANGE)
                .with("subject_token", run.token()).with("subject_token_type", AgentInstance.ACCESS_TOKEN);
        parameters.forEach(request::with);
        return (generated.below(4) == 0 ? run.agent().authenticate(request) : request).send();
    }

    /** Header and claims but for the id, which only a token has. */
    private static Map<String, Object> token(JsonNode foretold) {
        ObjectNode claims = foretold.path("token").path("claims").asObject();
        claims.remove("jti");
        return Map.of("header", foretold.path("token").path("header"), "claims", claims);
    }

    private static Map<String, Object> token(Reply issued) {
        try {
            SignedJWT jwt = SignedJWT.parse(issued.text("access_token"));
            ObjectNode claims = JSON.readTree(jwt.getPayload().toString()).asObject();
            claims.remove("jti");
            return Map.of("header", JSON.readTree(jwt.getHeader().toString()), "claims", claims);
        } catch (ParseException ex) {
            throw new AssertionError(ex);
        }
    }

    private static JsonNode refusal(JsonNode foretold) {
        return foretold.asObject().deepCopy().retain(REFUSAL);
    }

    /** What is left of the run's budget, as the run itself is told. */
    private static JsonNode left(AgentInstance.Run run) {
        var left = server.bean(Runs.class).find(run.runId()).orElseThrow().left();
        Map<String, Object> totals = new TreeMap<>();
        left.totals().forEach((name, total) -> totals.put(name,
                Map.of("max", total.amountText(), "currency", total.currency())));
        return JSON.valueToTree(Map.of("calls", left.calls(), "totals", totals));
    }
}

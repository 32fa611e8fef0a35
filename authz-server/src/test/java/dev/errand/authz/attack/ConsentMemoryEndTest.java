package dev.errand.authz.attack;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriComponentsBuilder;

import dev.errand.authz.admin.kill.KillSwitch;
import dev.errand.authz.admin.kill.KillTarget;
import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.AgentRegistrations;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.agent.ClientMethod;
import dev.errand.authz.run.Runs;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Registry;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.running.Visitors;
import dev.errand.authz.secret.Secrets;
import dev.errand.toolscope.ToolScope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** What ends a remembered consent besides its time, which of several a run rests on, and whose requests leave none. */
class ConsentMemoryEndTest {

    private static final String FIVE_CALLS = ToolCall.run(5, "", ToolCall.ORDER);
    private static final String BUSY = "busy-agent";
    private static final JWK SPARE = RunningServer.key().toPublicJWK();
    private static final JWK NEW = RunningServer.key().toPublicJWK();

    private static RunningServer server;
    private BrowserUser alice;
    private AgentInstance agent;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        new Registry(server).scope("read:orders", scope -> new ToolScope(scope.name(), 0, scope.tool(), scope.description(),
                scope.effect(), scope.lifetime(), scope.maxUses(), scope.labels(), scope.identifier(), scope.actions(),
                scope.runDefault(), true));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() {
        register("Busy agent", true, SPARE);
        alice = BrowserUser.alice(server);
        agent = new AgentInstance(server, BUSY, server.otherAgentKey);
    }

    private static void register(String name, boolean enabled, JWK... others) {
        List<JWK> keys = Stream.concat(Stream.of(server.otherAgentKey.toPublicJWK()), Stream.of(others)).toList();
        server.bean(Agents.class).register(new Agent(BUSY, name, ClientMethod.PRIVATE_KEY_JWT, new JWKSet(keys),
                List.of(RunningServer.REDIRECT_URI), Set.of("read:orders"), enabled), "test");
    }

    private String pushed(String prompt) {
        return agent.push().with("authorization_details", FIVE_CALLS).with("prompt", prompt).send().text("request_uri");
    }

    private String code(Map<String, String> more) {
        Map<String, String> form = new HashMap<>(Map.of("decision", "approve", "scope.0", "on", "client_id", BUSY));
        form.putAll(more);
        return BrowserUser.parameter(alice.decide(pushed("consent"), form), "code");
    }

    private AgentInstance.Run consented(Map<String, String> more) {
        return agent.run(agent.redeem(code(more)).send());
    }

    private Reply silent() {
        return alice.open(pushed("none"), BUSY);
    }

    private static String consentOf(AgentInstance.Run run) {
        return server.bean(Runs.class).find(run.runId()).orElseThrow().consentId();
    }

    static Stream<Arguments> changes() {
        return Stream.of(change("renamed", true, _ -> register("Busier agent", true, SPARE)),
                change("given another key", true, _ -> register("Busy agent", true, SPARE, NEW)),
                change("a key removed", false, _ -> register("Busy agent", true)),
                change("a key replaced", false, _ -> register("Busy agent", true, NEW)),
                change("disabled for a while", false, _ -> {
                    register("Busy agent", false, SPARE);
                    register("Busy agent", true, SPARE);
                }), change("disabled for a while by an administrator", false, agents -> {
                    agents.enable(BUSY, false, "test");
                    agents.enable(BUSY, true, "test");
                }));
    }

    private static Arguments change(String name, boolean remembered, Consumer<AgentRegistrations> change) {
        return argumentSet(name, remembered, change);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void itEndsWithTheAgentsKeyAndWhenTheAgentIsDisabled(boolean remembered, Consumer<AgentRegistrations> change) {
        AgentInstance.Run run = consented(Map.of());
        change.accept(server.bean(AgentRegistrations.class));
        assertThat(silent().location()).contains(remembered ? "code=" : "error=consent_required");
        long forgotten = server.jdbc().sql("SELECT COUNT(*) FROM event WHERE kind = 'consent_forgotten' AND detail = ?")
                .param("consent " + consentOf(run)).query(Long.class).single();
        assertThat(forgotten).isEqualTo(remembered ? 0 : 1);
        consented(Map.of());
        assertThat(silent().location()).as("a consent that is younger").contains("code=");
    }

    static Stream<Arguments> changesOfWhatIsOut() {
        return Stream.of(change("renamed", true, _ -> register("Busier agent", true, SPARE)),
                change("disabled for a while", false, _ -> {
                    register("Busy agent", false, SPARE);
                    register("Busy agent", true, SPARE);
                }), change("disabled for a while by an administrator", false, agents -> {
                    agents.enable(BUSY, false, "test");
                    agents.enable(BUSY, true, "test");
                }));
    }

    /** What the user agreed to before the agent was disabled opens no run, though a code is good for a minute. */
    @ParameterizedTest
    @MethodSource("changesOfWhatIsOut")
    void aCodeThatIsOutEndsWhenTheAgentIsDisabled(boolean good, Consumer<AgentRegistrations> change) {
        String code = code(Map.of());
        consented(Map.of());
        String recalled = BrowserUser.parameter(silent(), "code");
        change.accept(server.bean(AgentRegistrations.class));
        server.clock.advance(Duration.ofSeconds(10));
        assertThat(Stream.of(code, recalled).map(one -> agent.redeem(one).send()))
                .allMatch(reply -> good ? reply.status() == 200 : reply.refusal().equals("400 invalid_grant code_unusable"));
        assertThat(consented(Map.of()).exchangeOrder().send().status()).as("what is allowed afterwards").isEqualTo(200);
    }

    /** What is remembered is as old as the consent, however young the code is by which it is recalled. */
    @ParameterizedTest
    @ValueSource(strings = {RunningServer.ORDERS, RunningServer.REFUNDS})
    void itEndsWithAToolThatIsStopped(String tool) {
        consented(Map.of());
        server.clock.advance(Duration.ofSeconds(1));
        String recalled = BrowserUser.parameter(silent(), "code");
        server.bean(KillSwitch.class).pull(new KillTarget.OfTool(tool), "admin", "a test").orElseThrow();
        server.clock.advance(Duration.ofSeconds(1));
        // As one that was being recalled at that moment would be.
        server.jdbc().sql("UPDATE authorization_code SET issued_at = ? WHERE state = 'live'")
                .param(server.clock.instant().atOffset(ZoneOffset.UTC)).update();

        boolean over = tool.equals(RunningServer.ORDERS);
        Reply redeemed = agent.redeem(recalled).send();
        assertThat(redeemed.status() == 200 ? "200" : redeemed.refusal())
                .isEqualTo(over ? "400 invalid_grant run_ended" : "200");
        assertThat(silent().location()).contains(over ? "error=consent_required" : "code=");
        assertThat(consented(Map.of()).exchangeOrder().send().status()).as("a consent that is younger").isEqualTo(200);
        assertThat(silent().location()).contains("code=");
        server.clock.advance(Duration.ofSeconds(6));
    }

    @Test
    void stoppingAllForgetsAndVoidsTheCodesThatAreOut() {
        AgentInstance.Run run = consented(Map.of());
        BrowserUser elsewhere = BrowserUser.alice(server);
        String others = BrowserUser.parameter(elsewhere.decide(pushed("consent"),
                Map.of("decision", "approve", "scope.0", "on", "client_id", BUSY)), "code");
        String recalled = BrowserUser.parameter(silent(), "code");
        assertThat(alice.get("/my/agents").body()).contains("/my/agents/stop-all");
        assertThat(alice.get("/my/agents/stop-all").body()).contains("is forgotten", "does not begin");

        assertThat(alice.post("/my/agents/stop-all", Map.of()).location()).endsWith("?done=all-stopped");
        assertThat(run.exchangeOrder().send().status()).isEqualTo(400);
        assertThat(Stream.of(others, recalled).map(code -> agent.redeem(code).send().refusal()))
                .containsOnly("400 invalid_grant code_unusable");
        assertThat(silent().location()).contains("error=consent_required");
        assertThat(alice.get("/my/agents").body()).doesNotContain("What need not be asked again");
        assertThat(consented(Map.of()).exchangeOrder().send().status()).as("what is allowed afterwards").isEqualTo(200);
    }

    @Test
    void stoppingAllStopsWhatHasNoRunYet() {
        AgentInstance.Run run = consented(Map.of());
        run.revoke(run.refreshToken()).send();
        assertThat(alice.get("/my/agents").body()).contains("/my/agents/stop-all");
        assertThat(alice.get("/my/agents/stop-all").body()).contains("action=\"/my/agents/stop-all\"");
        assertThat(alice.post("/my/agents/stop-all", Map.of()).location()).endsWith("?done=all-stopped");
        assertThat(alice.post("/my/agents/stop-all", Map.of()).location()).endsWith("?done=ended-before");
        assertThat(silent().location()).contains("error=consent_required");
    }

    /**
     * Stopping one run, and all runs of one agent.
     *
     * @param route what is posted, of one of two runs
     * @param twin what becomes of the other
     */
    record Stop(String route, int twin) {}

    static Stream<Arguments> stops() {
        return Stream.of(argumentSet("one run", new Stop("/stop", 200)),
                argumentSet("all runs of the agent", new Stop("/stop-agent", 400)));
    }

    private static AgentInstance.Run consented(AgentInstance agent, BrowserUser user) {
        String uri = agent.push().with("authorization_details", FIVE_CALLS).with("prompt", "consent").send()
                .text("request_uri");
        Map<String, String> form = Map.of("decision", "approve", "scope.0", "on", "client_id", agent.clientId);
        return agent.run(agent.redeem(BrowserUser.parameter(user.decide(uri, form), "code")).send());
    }

    private static Reply silent(AgentInstance agent, BrowserUser user) {
        return user.open(agent.push().with("authorization_details", FIVE_CALLS).with("prompt", "none").send()
                .text("request_uri"), agent.clientId);
    }

    @ParameterizedTest
    @MethodSource("stops")
    void aStoppedAgentAsksBeforeItsNextRun(Stop stop) {
        AgentInstance.Run run = consented(Map.of());
        AgentInstance.Run twin = consented(Map.of());
        AgentInstance another = new AgentInstance(server);
        BrowserUser bob = Visitors.other(server);
        List<AgentInstance.Run> others = List.of(consented(another, alice), consented(agent, bob));
        String out = BrowserUser.parameter(silent(), "code");
        String othersOut = BrowserUser.parameter(silent(another, alice), "code");
        assertThat(alice.get("/my/agents/" + run.runId() + "/stop").body())
                .contains("Busy agent has to ask you: what it need not ask now is forgotten")
                .containsPattern("other runs? of Busy agent goe?s? on");

        alice.post("/my/agents/" + run.runId() + stop.route(), Map.of());
        assertThat(run.exchangeOrder().send().refusal()).isEqualTo("400 invalid_request run_ended");
        assertThat(twin.exchangeOrder().send().status()).isEqualTo(stop.twin());
        assertThat(agent.redeem(out).send().refusal()).isEqualTo("400 invalid_grant code_unusable");
        assertThat(silent().location()).contains("error=consent_required");
        assertThat(others).allSatisfy(other -> assertThat(other.exchangeOrder().send().status()).isEqualTo(200));
        assertThat(another.redeem(othersOut).send().status()).as("another agent's code").isEqualTo(200);
        assertThat(silent(another, alice).location()).as("what another agent need not ask").contains("code=");
        assertThat(silent(agent, bob).location()).as("what the agent need not ask another user").contains("code=");

        assertThat(consented(Map.of()).exchangeOrder().send().status()).as("what is allowed afterwards").isEqualTo(200);
        assertThat(silent().location()).contains("code=");
    }

    /** The page that is open is older than the run's end. */
    @ParameterizedTest
    @MethodSource("stops")
    void stoppingWhatHasEndedForgetsToo(Stop stop) {
        alice.get("/my/agents");
        alice.post("/my/agents/stop-all", Map.of());
        AgentInstance.Run run = consented(Map.of());
        run.revoke(run.refreshToken()).send();
        alice.get("/my/agents");

        assertThat(alice.post("/my/agents/" + run.runId() + stop.route(), Map.of()).location()).endsWith("?done=forgotten");
        assertThat(silent().location()).contains("error=consent_required");
        assertThat(alice.post("/my/agents/" + run.runId() + stop.route(), Map.of()).location())
                .endsWith("?done=ended-before");
    }

    /** The one for the session lasts longer, and has one call left. */
    @Test
    void aRunRestsOnTheConsentThatHoldsItsBudget() {
        AgentInstance.Run longer = consented(Map.of("remember", "session"));
        for (int i = 0; i < 4; i++) {
            assertThat(longer.exchangeOrder().send().status()).isEqualTo(200);
        }
        assertThat(consentOf(agent.run(agent.redeem(BrowserUser.parameter(silent(), "code")).send())))
                .as("better than none").isEqualTo(consentOf(longer));
        AgentInstance.Run fuller = consented(Map.of());
        assertThat(consentOf(agent.run(agent.redeem(BrowserUser.parameter(silent(), "code")).send())))
                .isEqualTo(consentOf(fuller));
    }

    private String direct() {
        return UriComponentsBuilder.fromPath("/oauth2/authorize").queryParam("client_id", BUSY)
                .queryParam("redirect_uri", RunningServer.REDIRECT_URI).queryParam("response_type", "code")
                .queryParam("code_challenge", Secrets.hash(AgentInstance.VERIFIER)).queryParam("code_challenge_method", "S256")
                .queryParam("scope", "read:orders").queryParam("dpop_jkt", agent.key.jkt()).toUriString();
    }

    private String plainly(String prompt) {
        return agent.push().without("authorization_details").with("scope", "read:orders").with("prompt", prompt).send()
                .text("request_uri");
    }

    @Test
    void aConsentToWhatABrowserBroughtIsNotRemembered() {
        String uri = BrowserUser.parameter(alice.get(direct()), "request_uri");
        assertThat(alice.open(uri, BUSY).body()).contains("asks to act for you").doesNotContain("without asking you again",
                "name=\"remember\"");
        Map<String, String> form = Map.of("decision", "approve", "scope.0", "on", "client_id", BUSY, "remember", "session");
        assertThat(alice.answer(uri, form).location()).contains("code=");
        assertThat(alice.open(plainly("none"), BUSY).location()).contains("error=consent_required");

        alice.decide(plainly("consent"), form);
        assertThat(alice.open(plainly("none"), BUSY).location()).as("its twin, pushed").contains("code=");
    }
}

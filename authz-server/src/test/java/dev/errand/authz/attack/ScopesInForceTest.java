package dev.errand.authz.attack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Registry;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.ToolAction;
import dev.errand.toolscope.ToolScope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * TE-33 and what is next to it: a scope is changed or retired between the consent and the exchange, or speaks of the
 * session. What is granted lies inside both versions, and is a value.
 */
class ScopesInForceTest {

    private static final ToolCall PROFILE = new ToolCall("read:profile", RunningServer.ORDERS, "read-profile",
            "user-678", "");
    private static final String DETAILS = "400 invalid_authorization_details ";

    private static RunningServer server;
    private static Refusals refusals;
    private static BrowserUser alice;
    private Registry registry;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        refusals = new Refusals(server);
        alice = BrowserUser.alice(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void remember() {
        registry = new Registry(server);
    }

    @AfterEach
    void restore() {
        registry.close();
    }

    private static AgentInstance.Run run() {
        return new AgentInstance(server).run(alice, ToolCall.refund("50.00"), ToolCall.ORDER, ToolCall.note("30.00"));
    }

    private static void given(AgentInstance.Run run, ToolCall... calls) {
        Reply reply = run.exchange(calls).send();
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    private static void refused(AgentInstance.Run run, String refusal, String parameter, ToolCall... calls) {
        Reply reply = refusals.demand(Row.of("TE-33+", r -> r, refusal), run.exchange(calls),
                new Refusals.Named("support-agent", run.runId()));
        assertThat(reply.text("parameter")).isEqualTo(parameter);
        assertThat(refusals.newest()).containsEntry("parameter", parameter);
    }

    @Test
    void aScopeThatWasWidenedSinceTheConsentWidensNoRun() {
        AgentInstance.Run before = run();
        registry.scope("write:refunds-under-50", scope -> limited(scope, "80.00"));
        refused(before, DETAILS + "wider_than_pinned", "amount", ToolCall.refund("50.01"));
        refused(before, DETAILS + "wider_than_registered", "amount", ToolCall.refund("80.01"));
        given(before, ToolCall.refund("50.00"));
        Map<String, Object> versions = versions(before);
        assertThat((int) versions.get("scope_version_active"))
                .isEqualTo((int) versions.get("scope_version_pinned") + 1);
        AgentInstance.Run after = new AgentInstance(server).run(alice, ToolCall.refund("50.01"));
        refused(after, DETAILS + "wider_than_ceiling", "amount", ToolCall.refund("50.02"));
    }

    @Test
    void aWiderIdentifierOrAnotherActionIsNamedToo() {
        AgentInstance.Run before = run();
        registry.scope("read:orders", scope -> new ToolScope(scope.name(), 0, scope.tool(), scope.description(),
                scope.effect(), scope.lifetime(), scope.maxUses(), scope.labels(),
                Optional.of(new Identifiers.Matching("[a-z]{5,6}-[0-9]{1,10}")),
                List.of(scope.actions().getFirst(), new ToolAction("read-items", Map.of())), scope.runDefault()));
        refused(before, DETAILS + "wider_than_pinned", "identifier", ToolCall.ORDER.on("parcel-12345"));
        refused(before, DETAILS + "wider_than_pinned", "action",
                new ToolCall("read:orders", RunningServer.ORDERS, "read-items", "order-12345", ""));
        refused(before, DETAILS + "wider_than_ceiling", "identifier", ToolCall.ORDER.on("order-1"));
        given(before, ToolCall.ORDER);
    }

    @Test
    void aScopeThatWasNarrowedSinceTheConsentNarrowsTheRun() {
        AgentInstance.Run before = run();
        registry.scope("write:refunds-under-50", scope -> limited(scope, "10.00"));
        refused(before, DETAILS + "wider_than_registered", "amount", ToolCall.refund("10.01"));
        refused(before, DETAILS + "wider_than_registered", "amount",
                new ToolCall("write:refunds-under-50", RunningServer.REFUNDS, "create-refund", "order-12345", ""));
        given(before, ToolCall.refund("10.00"));
    }

    /** The form of the scope, for whoever may save it; it says nothing that the caller did not. */
    @Test
    void aRefusalLinksToWhatIsMissing() {
        AgentInstance.Run run = run();
        String scopes = RunningServer.ISSUER + "/console/scopes/";
        assertThat(form(run, ToolCall.refund("50.01")))
                .isEqualTo(scopes + "write:refunds-under-50/edit?limit.create-refund.amount=50.01+USD");
        assertThat(form(run, ToolCall.ORDER.on("parcel-1"))).isEqualTo(scopes + "read:orders/edit?asked.identifier=parcel-1");
        assertThat(form(run, new ToolCall("write:gifts", RunningServer.REFUNDS, "give", "order-1",
                "\"limits\":{\"amount\":{\"max\":\"7.00\",\"currency\":\"USD\"}}")))
                .isEqualTo(scopes + "new?name=write%3Agifts&tool=https%3A%2F%2Frefunds.example&action=give"
                        + "&identifier=order-1&limit.give.amount=7.00+USD");
        assertThat(form(run, new ToolCall("write:payouts", RunningServer.REFUNDS, "pay-out", "payout-1", "")))
                .isEqualTo(RunningServer.ISSUER + "/console/agents/support-agent/edit?scope=write%3Apayouts");
        registry.retireScope("read:tickets");
        assertThat(form(run, ToolCall.TICKET)).isEqualTo(scopes + "read:tickets/edit");
        // Nothing is missing in the registry where the user allowed less, or several scopes may not travel together.
        assertThat(form(run, ToolCall.INVOICE)).isEmpty();
        assertThat(form(run, ToolCall.note("1.00"), ToolCall.VOUCHER)).isEmpty();
        assertThat(new AgentInstance(server).push().with("authorization_details", """
                [{"type":"agent_run","purpose":"Give a gift","ceiling":[{"scope":"write:gifts","identifier":"order-1"}],
                  "budget":{"max_calls":1}}]""").send().text("scope_form"))
                .isEqualTo(scopes + "new?name=write%3Agifts&identifier=order-1");
        assertThat(new AgentInstance(server).push().with("authorization_details", """
                [{"type":"agent_run","purpose":"Pay out","ceiling":[{"scope":"write:payouts","identifier":"payout-1"}],
                  "budget":{"max_calls":1}}]""").send().text("scope_form"))
                .isEqualTo(RunningServer.ISSUER + "/console/agents/support-agent/edit?scope=write%3Apayouts");
    }

    private static String form(AgentInstance.Run run, ToolCall... calls) {
        Reply reply = run.exchange(calls).send();
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        return reply.text("scope_form");
    }

    /** In a composition the refusal says of which of the details. */
    @Test
    void aCompositionIsNoWayAround() {
        AgentInstance.Run before = run();
        registry.scope("write:credit-notes", scope -> limited(scope, "40.00"));
        refused(before, DETAILS + "wider_than_pinned", "authorization_details[1].amount", ToolCall.refund("1.00"),
                ToolCall.note("30.01"));
        given(before, ToolCall.refund("1.00"), ToolCall.note("30.00"));
    }

    @Test
    void aScopeThatIsRetiredAfterTheConsentGivesNothing() {
        AgentInstance.Run before = new AgentInstance(server).run(alice, ToolCall.TICKET, ToolCall.ORDER);
        given(before, ToolCall.TICKET);
        registry.retireScope("read:tickets");
        refused(before, "400 invalid_scope scope_retired", "scope", ToolCall.TICKET);
        given(before, ToolCall.ORDER);
        assertThat(new AgentInstance(server).push().with("authorization_details", """
                [{"type":"agent_run","purpose":"Read a ticket",
                  "ceiling":[{"scope":"read:tickets","identifier":"order-12345"}],"budget":{"max_calls":1}}]""").send()
                .status()).isEqualTo(400);
        registry.close();
        given(before, ToolCall.TICKET);
    }

    @Test
    void shorterLifeAndFewerUsesCountAtOnce() {
        AgentInstance.Run before = new AgentInstance(server).run(alice, ToolCall.INVOICE);
        assertThat(before.exchange(ToolCall.INVOICE).send().json().path("expires_in").asInt()).isEqualTo(30);
        registry.scope("read:invoices", scope -> living(scope, Duration.ofSeconds(10)));
        assertThat(before.exchange(ToolCall.INVOICE).send().json().path("expires_in").asInt()).isEqualTo(10);
        registry.scope("read:invoices", scope -> living(scope, Duration.ofMinutes(5)));
        assertThat(before.exchange(ToolCall.INVOICE).send().json().path("expires_in").asInt()).isEqualTo(30);
    }

    /** The scope says whose profile and for whom, by the session's facts; the credential says it by name. */
    @Test
    void aFactOfTheSessionArrivesAsItsValue() {
        AgentInstance.Run run = profile(alice);
        Reply inherited = run.exchange(PROFILE).without("authorization_details").send();
        assertThat(inherited.status()).as(inherited.body()).isEqualTo(200);
        JsonNode granted = inherited.json().path("authorization_details").path(0);
        assertThat(granted.path("identifier").asString()).isEqualTo("user-678");
        assertThat(granted.path("limits").path("reader").toString()).contains("support-agent").doesNotContain("session");
        given(run, profileOf("user-678", "support-agent"));
        refused(run, DETAILS + "wider_than_registered", "identifier", profileOf("user-9", "support-agent"));
        refused(run, DETAILS + "wider_than_registered", "reader", profileOf("user-678", "other-agent"));
        BrowserUser admin = new BrowserUser(server);
        admin.logIn("admin", "battery staple");
        given(profile(admin), profileOf("user-9", "support-agent"));
        refused(profile(admin), DETAILS + "wider_than_registered", "identifier", profileOf("user-678", "support-agent"));
    }

    private static ToolCall profileOf(String user, String reader) {
        return new ToolCall(PROFILE.scope(), PROFILE.resource(), PROFILE.action(), user,
                "\"limits\":{\"reader\":{\"one_of\":[\"" + reader + "\"]}}");
    }

    private static AgentInstance.Run profile(BrowserUser user) {
        AgentInstance agent = new AgentInstance(server);
        Reply pushed = agent.push().with("authorization_details", """
                [{"type":"agent_run","purpose":"See whom this is for","ceiling":[{"scope":"read:profile"}]}]""").send();
        assertThat(pushed.status()).as(pushed.body()).isEqualTo(201);
        Reply consent = user.decide(pushed.text("request_uri"), Map.of("decision", "approve", "scope.0", "on"));
        return agent.run(agent.redeem(BrowserUser.parameter(consent, "code")).send());
    }

    private static ToolScope living(ToolScope scope, Duration lifetime) {
        return new ToolScope(scope.name(), 0, scope.tool(), scope.description(), scope.effect(), lifetime,
                scope.maxUses(), scope.labels(), scope.identifier(), scope.actions(), scope.runDefault());
    }

    private static ToolScope limited(ToolScope scope, String dollars) {
        UnaryOperator<ToolAction> limit = action -> {
            Map<String, Constraint> parameters = new TreeMap<>(action.parameters());
            parameters.put("amount", new Constraint.MoneyLimit(Money.parse(dollars, "USD").orElseThrow()));
            return new ToolAction(action.name(), parameters);
        };
        return new ToolScope(scope.name(), 0, scope.tool(), scope.description(), scope.effect(), scope.lifetime(),
                scope.maxUses(), scope.labels(), scope.identifier(), scope.actions().stream().map(limit).toList(),
                scope.runDefault());
    }

    private static Map<String, Object> versions(AgentInstance.Run run) {
        return server.jdbc().sql("""
                SELECT scope_version_pinned, scope_version_active FROM issuance WHERE run_id = ? AND kind = 'credential'
                """).param(run.runId()).query().singleRow();
    }
}

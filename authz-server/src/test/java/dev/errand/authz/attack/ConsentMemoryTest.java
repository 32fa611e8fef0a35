package dev.errand.authz.attack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.run.Debit;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.Runs;
import dev.errand.authz.run.Shortage;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.ChildKey;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Registry;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.toolscope.ToolScope;

import static org.assertj.core.api.Assertions.assertThat;

/** A consent that is remembered opens later runs of its agent that need no more, out of its one budget, and no others. */
class ConsentMemoryTest {

    private static final Map<String, String> APPROVAL = Map.of("decision", "approve", "scope.0", "on");
    private static final String FIVE_CALLS = ToolCall.run(5, "", ToolCall.ORDER);

    private static RunningServer server;
    private BrowserUser alice;
    private AgentInstance agent;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        change("read:orders", ConsentMemoryTest::remembered);
        change("read:customers", ConsentMemoryTest::remembered);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() {
        alice = BrowserUser.alice(server);
        agent = new AgentInstance(server);
    }

    private static void change(String scope, UnaryOperator<ToolScope> change) {
        new Registry(server).scope(scope, change);
    }

    private static ToolScope remembered(ToolScope scope) {
        return described(scope, scope.description(), true);
    }

    private static ToolScope described(ToolScope scope, String description, boolean memory) {
        return new ToolScope(scope.name(), 0, scope.tool(), description, scope.effect(), scope.lifetime(), scope.maxUses(),
                scope.labels(), scope.identifier(), scope.actions(), scope.runDefault(), memory);
    }

    private static String pushed(OAuthRequest push) {
        Reply reply = push.send();
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.text("request_uri");
    }

    private static OAuthRequest push(AgentInstance agent, String details) {
        return agent.push().with("authorization_details", details);
    }

    /** A run whose consent page was answered with these fields. */
    private AgentInstance.Run consented(String details, Map<String, String> form) {
        return agent.run(agent.redeem(
                BrowserUser.parameter(alice.decide(pushed(push(agent, details)), form), "code")).send());
    }

    private static Map<String, String> forThisSession() {
        return Map.of("decision", "approve", "scope.0", "on", "remember", "session");
    }

    /** The redirect that a request without a page gets. */
    private Reply silent(BrowserUser user, AgentInstance instance, String details) {
        return user.open(pushed(push(instance, details).with("prompt", "none")), instance.clientId);
    }

    private AgentInstance.Run recalled(String details) {
        AgentInstance instance = new AgentInstance(server);
        Reply redirect = silent(alice, instance, details);
        assertThat(redirect.location()).contains("code=").contains("state=st-1").contains("iss=");
        return instance.run(instance.redeem(BrowserUser.parameter(redirect, "code")).send());
    }

    private static String error(Reply redirect) {
        assertThat(redirect.status()).as(redirect.body()).isEqualTo(303);
        return BrowserUser.parameter(redirect, "error");
    }

    private static Run stored(AgentInstance.Run run) {
        return server.bean(Runs.class).find(run.runId()).orElseThrow();
    }

    @Test
    void aSecondRunOpensWithoutAPageOutOfTheSameBudget() {
        AgentInstance.Run first = consented(FIVE_CALLS, APPROVAL);
        AgentInstance.Run second = recalled(FIVE_CALLS);
        AgentInstance.Run third = recalled(ToolCall.run(2, "", ToolCall.ORDER));
        assertThat(List.of(stored(second).consentId(), stored(third).consentId())).containsOnly(stored(first).consentId());
        assertThat(second.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(second.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(first.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(stored(first).left().calls()).isEqualTo(2);
        assertThat(stored(third).left().calls()).isEqualTo(2);
        assertThat(third.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(third.exchangeOrder().send().status()).isEqualTo(200);
        for (AgentInstance.Run run : List.of(first, second, third)) {
            Reply refused = run.exchangeOrder().send();
            assertThat(refused.refusal()).isEqualTo("400 access_denied budget_exceeded");
            assertThat(refused.text("parameter")).isEqualTo("max_calls");
        }
        assertThat(error(silent(alice, new AgentInstance(server), FIVE_CALLS))).as("nothing is left")
                .isEqualTo("consent_required");
    }

    /** Another run draws between the decision and the debit: the refusal names what the decision's would have named. */
    @Test
    void aDebitThatComesTooLateSaysWhatThereIsTooLittleOf() {
        Run first = stored(consented(FIVE_CALLS, APPROVAL));
        assertThat(recalled(FIVE_CALLS).exchangeOrder().send().status()).isEqualTo(200);
        assertThat(debited(first, 5)).contains("max_calls");
        assertThat(debited(first, 4)).isEmpty();
    }

    private static Optional<String> debited(Run run, int calls) {
        return server.bean(TransactionTemplate.class).execute(status -> {
            status.setRollbackOnly();
            return server.bean(Runs.class).debit(run, new Debit(calls, Map.of())).map(Shortage::parameter);
        });
    }

    @Test
    void noPageIsShownWhereNothingIsSaidOfPagesAndOneWhereTheAgentWantsIt() {
        consented(FIVE_CALLS, APPROVAL);
        assertThat(alice.open(pushed(push(agent, FIVE_CALLS))).location()).contains("code=");
        Reply page = alice.open(pushed(push(agent, FIVE_CALLS).with("prompt", "consent")));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("name=\"remember\"").contains("without asking you again");
    }

    @Test
    void aRequestIsUsedUpByItsCode() {
        consented(FIVE_CALLS, APPROVAL);
        String uri = pushed(push(agent, FIVE_CALLS).with("prompt", "none"));
        assertThat(alice.open(uri).location()).contains("code=");
        assertThat(alice.open(uri).status()).isEqualTo(400);
    }

    /** What a child takes is taken out of the one budget when it is opened, and not once more when it is drawn. */
    @Test
    void aChildDrawsOnTheConsentOnce() {
        AgentInstance.Run first = consented(FIVE_CALLS, APPROVAL);
        AgentInstance.Run second = recalled(FIVE_CALLS);
        AgentInstance.Run child = second.child(3, "", ToolCall.ORDER);
        assertThat(stored(first).left().calls()).isEqualTo(2);
        assertThat(child.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(stored(first).left().calls()).isEqualTo(2);
        assertThat(stored(child).left().calls()).isEqualTo(2);
        assertThat(first.openChild(new ChildKey(), ToolCall.run(3, "", ToolCall.ORDER)).send()
                .refusal()).isEqualTo("400 access_denied budget_exceeded");
    }

    static Stream<String> more() {
        return Stream.of(ToolCall.run(6, "", ToolCall.ORDER), ToolCall.run(1, "", ToolCall.ORDER.on("order-1")),
                ToolCall.run(1, "", ToolCall.CUSTOMER), ToolCall.run(1, "", ToolCall.ORDER, ToolCall.CUSTOMER),
                ToolCall.run(1, "", ToolCall.INVOICE), ToolCall.run(1, "1.00", ToolCall.ORDER, ToolCall.refund("1.00")),
                ToolCall.run(1, "", ToolCall.ORDER).replace(",\"identifier\":\"order-12345\"", ""));
    }

    @ParameterizedTest
    @MethodSource("more")
    void whateverNeedsMoreIsAsked(String details) {
        consented(FIVE_CALLS, APPROVAL);
        assertThat(error(silent(alice, agent, details))).isEqualTo("consent_required");
        assertThat(silent(alice, agent, FIVE_CALLS).location()).as("its twin").contains("code=");
    }

    @Test
    void anotherAgentAnotherSessionAndAnotherUserAreAsked() {
        consented(FIVE_CALLS, forThisSession());
        AgentInstance other = new AgentInstance(server, "other-agent", server.otherAgentKey);
        assertThat(error(silent(alice, other, FIVE_CALLS))).isEqualTo("consent_required");
        assertThat(error(silent(BrowserUser.alice(server), agent, FIVE_CALLS))).isEqualTo("consent_required");
        BrowserUser admin = new BrowserUser(server);
        admin.logIn("admin", "battery staple");
        assertThat(error(silent(admin, agent, FIVE_CALLS))).isEqualTo("consent_required");
        assertThat(error(silent(new BrowserUser(server), agent, FIVE_CALLS))).isEqualTo("login_required");
        alice.logOut();
        assertThat(error(silent(alice, agent, FIVE_CALLS))).isEqualTo("login_required");
    }

    @Test
    void aConsentToWhatMayNotBeRememberedIsNot() {
        consented(ToolCall.run(5, "", ToolCall.INVOICE), forThisSession());
        assertThat(error(silent(alice, agent, ToolCall.run(5, "", ToolCall.INVOICE)))).isEqualTo("consent_required");
        Map<String, String> struck = Map.of("decision", "approve", "scope.0", "on", "remember", "session");
        consented(ToolCall.run(5, "", ToolCall.ORDER, ToolCall.INVOICE), struck);
        assertThat(error(silent(alice, agent, FIVE_CALLS))).as("the page said nothing of it").isEqualTo("consent_required");
        Reply page = alice.open(pushed(push(agent, ToolCall.run(5, "", ToolCall.ORDER, ToolCall.INVOICE))));
        assertThat(page.body()).doesNotContain("name=\"remember\"");
    }

    @Test
    void aNewVersionOfTheScopeIsAsked() {
        consented(ToolCall.run(5, "", ToolCall.CUSTOMER), forThisSession());
        change("read:customers", scope -> described(scope, "Read who it is", true));
        assertThat(error(silent(alice, agent, ToolCall.run(5, "", ToolCall.CUSTOMER)))).isEqualTo("consent_required");
        consented(ToolCall.run(5, "", ToolCall.CUSTOMER), forThisSession());
        assertThat(silent(alice, agent, ToolCall.run(5, "", ToolCall.CUSTOMER)).location()).contains("code=");
    }

    @Test
    void itEndsWithTheFirstRunUnlessTheUserWantsItForTheSession() {
        consented(FIVE_CALLS, APPROVAL);
        AgentInstance.Run second = recalled(FIVE_CALLS.replace("\"expires_in\":600", "\"expires_in\":3000"));
        assertThat(stored(second).terms().deadline()).isEqualTo(server.clock.instant().plusSeconds(600));
        server.clock.advance(Duration.ofMinutes(10));
        assertThat(error(silent(alice, agent, FIVE_CALLS))).isEqualTo("consent_required");
        consented(FIVE_CALLS, forThisSession());
        server.clock.advance(Duration.ofSeconds(601));
        AgentInstance.Run later = recalled(FIVE_CALLS);
        assertThat(stored(later).terms().deadline()).isEqualTo(server.clock.instant().plusSeconds(600));
        assertThat(later.exchangeOrder().send().status()).isEqualTo(200);
    }

    @Test
    void theUserSeesItAndForgetsIt() {
        AgentInstance.Run first = consented(FIVE_CALLS, APPROVAL);
        String forget = "/my/agents/consents/" + stored(first).consentId() + "/forget";
        assertThat(alice.get("/my/agents").body()).contains(forget).contains("5 of 5 calls left");
        BrowserUser other = new BrowserUser(server);
        other.logIn("admin", "battery staple");
        assertThat(other.get("/my/agents").body()).doesNotContain(forget);
        other.post(forget, Map.of());
        AgentInstance.Run second = recalled(FIVE_CALLS);

        alice.get("/my/agents");
        assertThat(alice.post(forget, Map.of()).location()).endsWith("done=forgotten");
        assertThat(alice.get("/my/agents").body()).doesNotContain(forget);
        assertThat(alice.post(forget, Map.of()).location()).endsWith("done=forgotten-before");
        assertThat(error(silent(alice, agent, FIVE_CALLS))).isEqualTo("consent_required");
        assertThat(second.exchangeOrder().send().status()).as("what runs goes on").isEqualTo(200);
        assertThat(server.jdbc().sql("SELECT kind FROM event WHERE detail LIKE ? ORDER BY event_id")
                .param("consent " + stored(first).consentId() + "%").query(String.class).list()).containsExactly(
                        "consent_given", "consent_remembered", "run_opened", "consent_recalled", "run_opened",
                        "consent_forgotten");
    }
}

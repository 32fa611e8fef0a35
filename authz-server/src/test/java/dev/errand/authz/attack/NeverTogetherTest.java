package dev.errand.authz.attack;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Registry;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.NeverTogether;

import static org.assertj.core.api.Assertions.assertThat;

/** TE-25 and what is next to it: what an agent may never hold together in a session, in whatever runs of it. */
class NeverTogetherTest {

    private static final String REFUSED = "400 access_denied never_together";

    private static RunningServer server;
    private static Refusals refusals;
    private BrowserUser alice;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        refusals = new Refusals(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void anotherSession() {
        alice = BrowserUser.alice(server);
    }

    private static AgentInstance.Run run(BrowserUser user, ToolCall... ceiling) {
        return new AgentInstance(server).run(user, ceiling);
    }

    private static AgentInstance.Run runOfAnother(BrowserUser user, ToolCall... ceiling) {
        return new AgentInstance(server, "other-agent", server.otherAgentKey).run(user, ceiling);
    }

    private static void given(AgentInstance.Run run, ToolCall... calls) {
        Reply reply = run.exchange(calls).send();
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    /** Nothing issued or spent, and one row in the ledger that names the rule. */
    private static void refused(AgentInstance.Run run, String rule, ToolCall... calls) {
        Reply reply = refusals.demand(Row.of("TE-25+", r -> r, REFUSED), run.exchange(calls),
                new Refusals.Named(run.agent().clientId, run.runId()));
        assertThat(reply.text("parameter")).isEqualTo(rule);
        assertThat(refusals.newest()).containsEntry("parameter", rule).containsEntry("scope", ToolCall.scopes(calls));
    }

    @Test
    void aPairIsRefusedInOneRunAndInTwo() {
        AgentInstance.Run mail = run(alice, ToolCall.MAIL, ToolCall.VOUCHER);
        AgentInstance.Run voucher = run(alice, ToolCall.VOUCHER);
        given(mail, ToolCall.MAIL);
        refused(mail, "no-mail-with-vouchers", ToolCall.VOUCHER);
        refused(voucher, "no-mail-with-vouchers", ToolCall.VOUCHER);
        given(mail, ToolCall.MAIL);
    }

    @Test
    void whatWasGivenCountsWhenItIsUsedUpAndItsRunHasEnded() {
        AgentInstance.Run mail = run(alice, ToolCall.MAIL);
        given(mail, ToolCall.MAIL);
        assertThat(mail.revoke(mail.token()).send().status()).isEqualTo(200);
        refused(run(alice, ToolCall.VOUCHER), "no-mail-with-vouchers", ToolCall.VOUCHER);
    }

    @Test
    void anotherSessionAndAnotherAgentAreNotConcerned() {
        given(run(alice, ToolCall.MAIL), ToolCall.MAIL);
        given(runOfAnother(alice, ToolCall.VOUCHER), ToolCall.VOUCHER);
        given(run(BrowserUser.alice(server), ToolCall.VOUCHER), ToolCall.VOUCHER);
        refused(run(alice, ToolCall.VOUCHER), "no-mail-with-vouchers", ToolCall.VOUCHER);
        refused(runOfAnother(alice, ToolCall.MAIL), "no-mail-with-vouchers", ToolCall.MAIL);
    }

    /** Reads what strangers write, reads what is private, sends out: two of them in any order, never the third. */
    @Test
    void ofThreeLabelsTwoAreGiven() {
        AgentInstance.Run reading = run(alice, ToolCall.TICKET, ToolCall.CUSTOMER, ToolCall.ORDER);
        given(reading, ToolCall.TICKET);
        given(reading, ToolCall.CUSTOMER);
        refused(run(alice, ToolCall.MAIL), "no-leaks", ToolCall.MAIL);
        given(reading, ToolCall.CUSTOMER);
        given(reading, ToolCall.ORDER);
        BrowserUser later = BrowserUser.alice(server);
        AgentInstance.Run sending = run(later, ToolCall.MAIL, ToolCall.TICKET, ToolCall.CUSTOMER);
        given(sending, ToolCall.MAIL);
        given(sending, ToolCall.CUSTOMER);
        refused(sending, "no-leaks", ToolCall.TICKET);
    }

    /** Whoever asks for what the rule does not name is not asked about it. */
    @Test
    void aRequestThatHoldsNoMemberIsNotConcernedEvenIfTheRuleIsBroken() {
        AgentInstance.Run run = run(alice, ToolCall.ORDER, ToolCall.INVOICE, ToolCall.TICKET);
        given(run, ToolCall.TICKET);
        given(run, ToolCall.INVOICE);
        try (Registry registry = new Registry(server)) {
            registry.rule("no-mail-with-vouchers", rule -> new NeverTogether(rule.name(), 0, rule.description(),
                    scopes(ToolCall.INVOICE, ToolCall.TICKET), rule.labels()));
            refused(run, "no-mail-with-vouchers", ToolCall.TICKET);
            given(run, ToolCall.ORDER);
            registry.retireRule("no-mail-with-vouchers");
            given(run, ToolCall.TICKET);
        }
    }

    /** Labels count as they were when a scope was given, and as they are now. */
    @Test
    void neitherALabelTakenAwayNorOneAddedLaterIsOverlooked() {
        AgentInstance.Run reading = run(alice, ToolCall.TICKET, ToolCall.CUSTOMER, ToolCall.INVOICE);
        AgentInstance.Run sending = run(alice, ToolCall.MAIL);
        given(reading, ToolCall.TICKET);
        given(reading, ToolCall.INVOICE);
        given(sending, ToolCall.MAIL);
        try (Registry registry = new Registry(server)) {
            registry.scope("read:tickets", scope -> labelled(scope));
            refused(reading, "no-leaks", ToolCall.CUSTOMER);
        }
        try (Registry registry = new Registry(server)) {
            registry.scope("read:invoices", scope -> labelled(scope, "private"));
            refused(sending, "no-leaks", ToolCall.MAIL);
        }
        given(sending, ToolCall.MAIL);
    }

    private static ToolScope labelled(ToolScope scope, String... labels) {
        return new ToolScope(scope.name(), scope.version(), scope.tool(), scope.description(), scope.effect(),
                scope.lifetime(), scope.maxUses(), Set.of(labels), scope.identifier(), scope.actions(),
                scope.runDefault());
    }

    private static SortedSet<ScopeName> scopes(ToolCall... calls) {
        SortedSet<ScopeName> names = new TreeSet<>();
        for (ToolCall call : calls) {
            names.add(new ScopeName(call.scope()));
        }
        return names;
    }
}

package dev.errand.sample.agent;

import java.time.InstantSource;

import dev.errand.dpop.client.DPoPInterceptor;
import dev.errand.dpop.client.DPoPKey;
import dev.errand.sample.agent.http.Http;
import dev.errand.sample.agent.oauth.CallDetails;
import dev.errand.sample.agent.oauth.Credential;
import dev.errand.sample.agent.oauth.Limit;
import dev.errand.sample.agent.tool.Tool;
import dev.errand.sample.agent.tool.ToolCall;
import dev.errand.sample.agent.transcript.Transcript;

/**
 * Attacks with credentials. Each comes after a twin that succeeds, differs from it in one thing, and is refused for that
 * thing alone. Where the refused credential was not spent before, it is then used as it should be: the refusal has
 * consumed nothing.
 */
final class ToolAttacks {

    private static final Limit ONE_DOLLAR = Limit.usd("1.00");
    private static final ToolCall REFUND = ToolCall.refund(Wishes.ORDER, ONE_DOLLAR.max());
    private static final ToolCall READ = ToolCall.readOrder(Wishes.ORDER);

    private final Transcript transcript;
    private final Calls calls;
    private final OpenRun run;
    private final Tool orders;
    private final Tool refunds;
    private final Http own;
    private final Http thief;

    ToolAttacks(Transcript transcript, Calls calls, OpenRun run, Tool orders, Tool refunds, InstantSource clock) {
        this.transcript = transcript;
        this.calls = calls;
        this.run = run;
        this.orders = orders;
        this.refunds = refunds;
        this.own = run.http();
        this.thief = Http.proving(new DPoPInterceptor(DPoPKey.generate(), clock));
    }

    void play() {
        sameCredentialAgain();
        stolenCredential();
        otherTool();
        bearer();
        largerAmountAtTheTool();
        largerAmountAtIssuance();
        otherOrder();
    }

    private void sameCredentialAgain() {
        transcript.group("The same credential again");
        Credential credential = aRefund();
        calls.allowed(refunds, credential, refunds.call(own, credential, REFUND));
        calls.refused("already_used", refunds, credential, refunds.call(own, credential, REFUND));
    }

    private void stolenCredential() {
        transcript.group("A stolen credential, with proofs by the thief's key");
        refundTwin();
        Credential stolen = aRefund();
        calls.refused("proof_key_mismatch", refunds, stolen, refunds.call(thief, stolen, REFUND));
        calls.allowed(refunds, stolen, refunds.call(own, stolen, REFUND));
    }

    private void otherTool() {
        transcript.group("The same request, with a credential for the other tool");
        refundTwin();
        Credential forOrders = aReading();
        calls.refusedUnread("wrong_audience", refunds, forOrders, refunds.call(own, forOrders, REFUND));
        calls.allowed(orders, forOrders, orders.call(own, forOrders, READ));
    }

    private void bearer() {
        transcript.group("A credential as a Bearer token");
        readingTwin();
        Credential credential = aReading();
        calls.refusedUnread("bearer_downgrade", orders, credential, orders.callAsBearer(own, credential, READ));
        calls.allowed(orders, credential, orders.call(own, credential, READ));
    }

    private void largerAmountAtTheTool() {
        String more = ONE_DOLLAR.cent();
        transcript.group("A refund of " + more + " USD with a credential for less");
        refundTwin();
        Credential credential = aRefund();
        calls.refused("limit_exceeded", refunds, credential,
                refunds.call(own, credential, ToolCall.refund(Wishes.ORDER, more)));
        calls.allowed(refunds, credential, refunds.call(own, credential, REFUND));
    }

    private void largerAmountAtIssuance() {
        CallDetails most = Wishes.refund(refunds, Wishes.MOST);
        CallDetails more = Wishes.refund(refunds, Limit.usd(Wishes.MOST.cent()));
        transcript.group("A credential for more than is registered");
        calls.issued(most, run.ask(most));
        calls.notIssued("wider_than_registered", more, run.ask(more));
    }

    private void otherOrder() {
        transcript.group("A call on " + Wishes.OTHER_ORDER + " with a credential for " + Wishes.ORDER);
        readingTwin();
        Credential credential = aReading();
        calls.refused("identifier_not_allowed", orders, credential,
                orders.call(own, credential, ToolCall.readOrder(Wishes.OTHER_ORDER)));
        calls.allowed(orders, credential, orders.call(own, credential, READ));
    }

    private void refundTwin() {
        Credential credential = aRefund();
        calls.allowed(refunds, credential, refunds.call(own, credential, REFUND));
    }

    private void readingTwin() {
        Credential credential = aReading();
        calls.allowed(orders, credential, orders.call(own, credential, READ));
    }

    private Credential aRefund() {
        return run.credential(Wishes.refund(refunds, ONE_DOLLAR));
    }

    private Credential aReading() {
        return run.credential(Wishes.readOrder(orders));
    }

}

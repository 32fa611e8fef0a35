package dev.errand.authz.attack;

import java.util.stream.Stream;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;

/**
 * TE-21 to TE-39, where several scopes are to share a credential. Each changes one thing of a good request for a refund
 * or a credit note of one cent, in a run that also has an order, its invoice, the customer and a voucher.
 */
final class CompositionRows {

    private static final String DETAILS = "authorization_details";
    private static final String UNREGISTERED = "400 invalid_scope composition_not_registered";
    private static final String SEVERAL_TOOLS = "400 invalid_scope scopes_of_several_tools";

    private static final ToolCall UNSTATED = new ToolCall("write:credit-notes", RunningServer.REFUNDS, "create-credit-note",
            "order-12345", "");

    private final AgentInstance.Run run;

    CompositionRows(AgentInstance.Run run) {
        this.run = run;
    }

    Stream<Row> rows() {
        return Stream.of(sets(), targets(), details()).flatMap(rows -> rows);
    }

    private Stream<Row> sets() {
        return Stream.of(
                asks("TE-25 a composition that is another agent's", UNREGISTERED, ToolCall.INVOICE, ToolCall.CUSTOMER),
                Row.of("TE-25 a composition of another tool",
                        r -> exchange(ToolCall.ORDER, ToolCall.INVOICE).with("resource", RunningServer.REFUNDS),
                        UNREGISTERED),
                Row.of("TE-25 a composition of another tool, not contradicted by the details",
                        r -> exchange(ToolCall.ORDER, ToolCall.INVOICE).with("resource", RunningServer.REFUNDS)
                                .without(DETAILS),
                        UNREGISTERED),
                Row.of("TE-25+ a composition of no tool", r -> r.with("resource", "https://evil.example"), UNREGISTERED),
                asks("TE-25+ two scopes of one tool that nobody registered", UNREGISTERED, ToolCall.refund("0.01"),
                        ToolCall.VOUCHER),
                asks("TE-25+ a composition and one scope more", UNREGISTERED, ToolCall.refund("0.01"),
                        ToolCall.note("0.01"), ToolCall.VOUCHER),
                asks("TE-25+ scopes of two tools", SEVERAL_TOOLS, ToolCall.refund("0.01"), ToolCall.ORDER),
                asks("TE-25+ two compositions in one", SEVERAL_TOOLS, ToolCall.refund("0.01"), ToolCall.note("0.01"),
                        ToolCall.ORDER, ToolCall.INVOICE),
                asks("TE-25+ a scope outside the ceiling", UNREGISTERED, ToolCall.ORDER, ToolCall.TICKET),
                asks("TE-25+ a composition with a scope outside the ceiling", UNREGISTERED, ToolCall.refund("0.01"),
                        ToolCall.note("0.01"), ToolCall.MAIL),
                scope("TE-21+ a scope that is no scope", "write:refunds-under-50 write:*", "scope_unknown"),
                scope("TE-21+ three blanks", "write:refunds-under-50   write:credit-notes", "scope_unknown"),
                scope("TE-21+ the composition's name", "refund-with-note", "scope_unknown"),
                scope("TE-21+ a scope twice", "write:refunds-under-50 write:credit-notes write:credit-notes",
                        "scope_repeated"),
                Row.of("TE-23+ a scope that nobody registered",
                        r -> r.with("scope", "write:refunds-under-50 write:nothing").without(DETAILS), UNREGISTERED));
    }

    private static Stream<Row> targets() {
        return Stream.of(Row.of("TE-27 the tools of two scopes", r -> r.with("resource", RunningServer.REFUNDS,
                RunningServer.ORDERS), "400 invalid_target resource_repeated"),
                Row.of("TE-29+ another audience", r -> r.with("audience", RunningServer.ORDERS),
                        "400 invalid_target audience_not_the_resource"),
                Row.of("TE-29+ another tool in one of the details",
                        r -> replaced(r, RunningServer.REFUNDS, RunningServer.ORDERS),
                        "400 invalid_target location_mismatch"));
    }

    private Stream<Row> details() {
        String details = "400 invalid_authorization_details ";
        return Stream.of(details("TE-37+ details of one scope alone", "details_missing", ToolCall.refund("0.01")),
                details("TE-37+ details of a scope that is not asked for", "scope_mismatch", ToolCall.refund("0.01"),
                        ToolCall.note("0.01"), ToolCall.VOUCHER),
                details("TE-37+ details of another scope", "scope_mismatch", ToolCall.refund("0.01"), ToolCall.VOUCHER),
                details("TE-37 details of one scope twice", "details_malformed", ToolCall.refund("0.01"),
                        ToolCall.refund("0.01")),
                Row.of("TE-25+ one scope of a composition, with the details of both",
                        r -> r.with("scope", "write:credit-notes"), details + "scope_mismatch"),
                Row.of("TE-33+ no details of two amounts", r -> r.without(DETAILS), details + "details_not_pinned")
                        .naming("authorization_details[0].amount"),
                Row.of("TE-33+ one amount that is not asked for",
                        r -> r.with(DETAILS, ToolCall.details(ToolCall.refund("0.01"), UNSTATED)),
                        details + "details_not_pinned").naming("authorization_details[1].amount"),
                details("TE-33 one of them above the registered limit", "wider_than_registered", ToolCall.refund("0.01"),
                        ToolCall.note("30.01")),
                details("TE-33 one of them above the user's limit", "wider_than_ceiling", ToolCall.refund("0.01"),
                        ToolCall.note("20.01")),
                details("TE-37+ one of them for another order", "wider_than_ceiling", ToolCall.refund("0.01"),
                        ToolCall.note("0.01").on("order-1")),
                Row.of("TE-37+ an action of the other scope", r -> replaced(r, "create-credit-note", "create-refund"),
                        details + "wider_than_registered"),
                Row.of("TE-35+ one of them in another currency", r -> replaced(r, "USD", "EUR"),
                        details + "wider_than_registered"));
    }

    private Row asks(String attack, String refusal, ToolCall... calls) {
        return Row.of(attack, r -> exchange(calls), refusal);
    }

    private OAuthRequest exchange(ToolCall... calls) {
        return run.exchange(calls);
    }

    private static Row scope(String attack, String scope, String reason) {
        return Row.of(attack, r -> r.with("scope", scope), "400 invalid_scope " + reason);
    }

    private static Row details(String attack, String reason, ToolCall... calls) {
        return Row.of(attack, r -> r.with(DETAILS, ToolCall.details(calls)),
                "400 invalid_authorization_details " + reason);
    }

    private static OAuthRequest replaced(OAuthRequest request, String what, String instead) {
        return request.with(DETAILS, request.value(DETAILS).replaceFirst(what, instead));
    }
}

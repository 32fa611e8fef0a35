package dev.errand.authz.running;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call of one of the scopes in {@code http-set-up.yaml}, as agents ask for it.
 *
 * @param limits what is asked of its parameters, as JSON; empty if there is nothing to ask
 */
public record ToolCall(String scope, String resource, String action, String identifier, String limits) {

    public static final ToolCall ORDER = new ToolCall("read:orders", RunningServer.ORDERS, "read-order");
    public static final ToolCall INVOICE = new ToolCall("read:invoices", RunningServer.ORDERS, "read-invoice");
    public static final ToolCall TICKET = new ToolCall("read:tickets", RunningServer.ORDERS, "read-ticket");
    public static final ToolCall CUSTOMER = new ToolCall("read:customers", RunningServer.ORDERS, "read-customer");
    public static final ToolCall MAIL = new ToolCall("write:mail", RunningServer.REFUNDS, "send-mail");
    public static final ToolCall VOUCHER = new ToolCall("write:vouchers", RunningServer.REFUNDS, "create-voucher");

    ToolCall(String scope, String resource, String action) {
        this(scope, resource, action, "order-12345", "");
    }

    /** A refund of so many dollars. */
    public static ToolCall refund(String dollars) {
        return new ToolCall("write:refunds-under-50", RunningServer.REFUNDS, "create-refund").of(dollars);
    }

    /** A credit note of so many dollars. */
    public static ToolCall note(String dollars) {
        return new ToolCall("write:credit-notes", RunningServer.REFUNDS, "create-credit-note").of(dollars);
    }

    private ToolCall of(String dollars) {
        return new ToolCall(scope, resource, action, identifier,
                "\"limits\":{\"amount\":{\"max\":\"%s\",\"currency\":\"USD\"}}".formatted(dollars));
    }

    /** The same call for another order. */
    public ToolCall on(String order) {
        return new ToolCall(scope, resource, action, order, limits);
    }

    /** The value of {@code scope} that asks for all of these. */
    public static String scopes(ToolCall... calls) {
        return Stream.of(calls).map(ToolCall::scope).collect(Collectors.joining(" "));
    }

    /** The {@code authorization_details} of an exchange. */
    public static String details(ToolCall... calls) {
        return array(Stream.of(calls).map(ToolCall::detail));
    }

    /** The {@code authorization_details} of a run. */
    static String run(ToolCall... ceiling) {
        boolean money = Stream.of(ceiling).anyMatch(call -> !call.limits.isEmpty());
        String totals = money ? ",\"totals\":{\"amount\":{\"max\":\"50.00\",\"currency\":\"USD\"}}" : "";
        return """
                [{"type":"agent_run","purpose":"Look after order 12345","expires_in":900,"ceiling":%s,
                  "budget":{"max_calls":10%s}}]""".formatted(array(Stream.of(ceiling).map(ToolCall::ceiling)), totals);
    }

    /** The {@code authorization_details} of a run with so many calls and dollars, for ten minutes. */
    public static String run(int calls, String dollars, ToolCall... ceiling) {
        String totals = dollars.isEmpty()
                ? ""
                : ",\"totals\":{\"amount\":{\"max\":\"%s\",\"currency\":\"USD\"}}".formatted(dollars);
        return """
                [{"type":"agent_run","purpose":"One part of it","expires_in":600,"ceiling":%s,\
                "budget":{"max_calls":%d%s}}]""".formatted(array(Stream.of(ceiling).map(ToolCall::ceiling)), calls, totals);
    }

    /** One element of {@code authorization_details}. */
    public String detail() {
        return object("\"type\":\"tool_call\",\"scope\":\"%s\",\"locations\":[\"%s\"],\"actions\":[\"%s\"],\"identifier\":\"%s\""
                .formatted(scope, resource, action, identifier));
    }

    private String ceiling() {
        return object("\"scope\":\"%s\",\"identifier\":\"%s\"".formatted(scope, identifier));
    }

    private String object(String members) {
        return Stream.of(members, limits).filter(part -> !part.isEmpty()).collect(Collectors.joining(",", "{", "}"));
    }

    private static String array(Stream<String> elements) {
        return elements.collect(Collectors.joining(",", "[", "]"));
    }
}

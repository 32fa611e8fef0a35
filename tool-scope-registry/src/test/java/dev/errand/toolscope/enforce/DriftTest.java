package dev.errand.toolscope.enforce;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.RequestBody;

import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.RegistryYaml;

import static org.assertj.core.api.Assertions.assertThat;

/** Annotations against what is registered; each difference beside the registration that has none. */
class DriftTest {

    private static final String PAY_IN = "@ToolScope on Endpoint.pay: ";

    private static final String GOOD = """
            tools:
              - {resource: "https://pay.example", name: Payments, jwks: {keys: []}}
            scopes:
              - name: write:payments
                tool: https://pay.example
                description: Pay
                effect: write
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions:
                  - name: pay
                    parameters:
                      amount: {max: "50.00", currency: USD}
                      count: {integer: {min: "1", max: "5"}}
                      weight: {decimal: {min: "0", max: "1.5"}}
                      urgent: {boolean: [true]}
                      tags: {items: {one_of: [a, b]}, max_items: 3}
                      reason: free
            """;

    record Payment(String orderId, String amount, String currency, int count, BigDecimal weight, boolean urgent,
            List<String> tags, String reason) {}

    static class Endpoint {

        @ToolScope(value = "write:payments", action = "pay", identifier = "#payment.orderId", effects = Effects.LOCAL, facts = {
            "amount = money(#payment.amount, #payment.currency)", "count = #payment.count", "weight = #payment.weight",
            "urgent = #payment.urgent", "tags = #payment.tags", "reason = #payment.reason"})
        void pay(@RequestBody Payment payment) {}
    }

    static class WithoutIdentifier {

        @ToolScope(value = "write:payments", action = "pay", facts = {"id = #payment.orderId",
            "amount = money(#payment.amount, #payment.currency)", "count = #payment.count", "weight = #payment.weight",
            "urgent = #payment.urgent", "tags = #payment.tags", "reason = #payment.reason"})
        void pay(@RequestBody Payment payment) {}
    }

    @Test
    void saysNothingWhereTheyAgree() {
        assertThat(drift(Endpoint.class, GOOD)).isEmpty();
        assertThat(drift(Endpoint.class, GOOD.replace("reason: free", "reason: free\n          note: free")))
                .as("a free parameter that the endpoint does not take").isEmpty();
    }

    static Stream<Arguments> differences() {
        String action = "action pay of scope write:payments";
        return Stream.of(
                row("another scope", "write:payments", "write:refunds",
                        "its scope write:payments is no active scope of this tool."),
                row("a retired scope", "effect: write", "effect: write\n    state: retired",
                        "its scope write:payments is no active scope of this tool."),
                row("another action", "name: pay\n", "name: repay\n", "its scope write:payments has no action pay."),
                row("a parameter that is gone", "          reason: free\n", "",
                        "its fact reason is no parameter of " + action + "."),
                row("a parameter that is new", "reason: free", "reason: free\n          note: {prefix: x}",
                        "the parameter note of " + action + " has no fact."),
                row("irreversible", "effect: write", "effect: irreversible",
                        "its scope write:payments is irreversible, so its effects cannot be declared LOCAL."),
                row("money where a text is allowed", "amount: {max: \"50.00\", currency: USD}", "amount: {one_of: [a]}",
                        "its fact amount is an amount of money, and the parameter of " + action + " is a."),
                row("money where anything else is", "amount: {max: \"50.00\", currency: USD}", "amount: free",
                        "its fact amount is an amount of money, and the parameter of " + action + " is anything."),
                row("a whole number where a decimal one is allowed", "count: {integer: {min: \"1\", max: \"5\"}}",
                        "count: {decimal: {min: \"1\", max: \"5\"}}", "its fact count is a whole number, and the parameter of "),
                row("a list where one is allowed", "tags: {items: {one_of: [a, b]}, max_items: 3}", "tags: {one_of: [a, b]}",
                        "its fact tags is a list, each a text, and the parameter of "),
                row("a truth where a text is allowed", "urgent: {boolean: [true]}", "urgent: {session: subject}",
                        "its fact urgent is true or false, and the parameter of "));
    }

    private static Arguments row(String what, String good, String other, String sentence) {
        return Arguments.of(what, good, other, sentence);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differences")
    void saysHowTheyDiffer(String what, String good, String other, String sentence) {
        assertThat(GOOD).contains(good);
        assertThat(drift(Endpoint.class, GOOD.replace(good, other))).singleElement().asString()
                .startsWith(PAY_IN + sentence).endsWith(".");
    }

    @Test
    void namesEveryDifference() {
        assertThat(drift(WithoutIdentifier.class, GOOD)).containsExactly(
                "@ToolScope on WithoutIdentifier.pay: its scope write:payments pins an identifier, and the annotation names none.",
                "@ToolScope on WithoutIdentifier.pay: its fact id is no parameter of action pay of scope write:payments.");
        String open = GOOD.replace("effect: write", "effect: read")
                .replace("    identifier: {pattern: \"order-[0-9]{1,10}\"}\n", "");
        assertThat(drift(Endpoint.class, open)).containsExactly(
                "@ToolScope on Endpoint.pay: its scope write:payments has no identifier, and the annotation names one.");
    }

    private static List<String> drift(Class<?> endpoint, String yaml) {
        Method method = Stream.of(endpoint.getDeclaredMethods()).filter(one -> one.getName().equals("pay")).findFirst()
                .orElseThrow();
        Map<Method, DeclaredCall> declared = Map.of(method, Declaration.check(method, method.getAnnotation(ToolScope.class)));
        return switch (RegistryYaml.read(yaml)) {
            case Parsed.Value<RegistryDocument>(RegistryDocument document) -> Drift.between(declared, document);
            case Parsed.Malformed<RegistryDocument> malformed -> throw new AssertionError(malformed.toString());
        };
    }
}

package dev.errand.toolscope.enforce;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeclarationTest {

    record Body(String orderId, String amount, String currency, String reason) {}

    record Address(String city) {}

    record Nested(String orderId, Address address) {}

    record WithList(String orderId, List<String> lines) {}

    record WithBodies(String orderId, List<Address> addresses) {}

    @Test
    void acceptsAMethodWhoseEveryInputIsBound() {
        DeclaredCall call = check(Sound.class, "create");
        assertThat(call.scope().value()).isEqualTo("write:refunds");
        assertThat(call.action()).isEqualTo("create-refund");
        assertThat(call.effects()).isEqualTo(Effects.LOCAL);
        assertThat(call.hasBody()).isTrue();
        assertThat(call.queryNames()).containsExactly("dry_run");
    }

    @Test
    void acceptsComponentsOfComponentsAndThePrincipal() {
        assertThat(check(Sound.class, "nested").hasBody()).isTrue();
    }

    @Test
    void takesEffectsToBeRemoteUnlessTheyAreDeclaredLocal() {
        assertThat(check(Sound.class, "nested").effects()).isEqualTo(Effects.REMOTE);
    }

    @SuppressWarnings("unused")
    static class Sound {

        @ToolScope(value = "write:refunds", action = "create-refund", identifier = "#request.orderId", effects = Effects.LOCAL, facts = {
            "amount = money(#request.amount, #request.currency)",
            "reason = #request.reason", "dryRun = #dryRun"})
        void create(@RequestBody Body request, @RequestParam(name = "dry_run") boolean dryRun) {}

        @ToolScope(value = "write:refunds", action = "move", identifier = "#body.orderId", facts = "city = #body.address.city")
        void nested(@RequestBody Nested body, Principal caller) {}

        @ToolScope(value = "write:refunds", action = "list", identifier = "#body.orderId", facts = "lines = #body.lines")
        void listed(@RequestBody WithList body) {}
    }

    @Test
    void acceptsAListOfScalarsAsAFact() {
        assertThat(check(Sound.class, "listed").scope().value()).isEqualTo("write:refunds");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("scope", "\"write:*\" is no scope name"),
                Arguments.of("action", "the action \"Create Refund\""),
                Arguments.of("unknownParameter", "#order names no parameter of the method"),
                Arguments.of("unknownComponent", "#request.order names a component order that does not exist"),
                Arguments.of("componentOfText", "#id.length names a component length that does not exist"),
                Arguments.of("wholeBody", "#request is a whole Body, not one value"),
                Arguments.of("unboundComponent", "#request.reason is bound by no fact"),
                Arguments.of("unboundQuery", "#verbose is bound by no fact"),
                Arguments.of("computedIdentifier", "the identifier \"#id + 'x'\" is not of the form"),
                Arguments.of("typeReference", "the identifier \"T(java.lang.Runtime).getRuntime()\" is not of the form"),
                Arguments.of("bean", "the identifier \"@bean.id\" is not of the form"),
                Arguments.of("methodCall", "the fact \"reason = #id.trim()\" is not of the form"),
                Arguments.of("indexer", "the fact \"reason = #id[0]\" is not of the form"),
                Arguments.of("malformedFact", "the fact \"reason\" is not of the form"),
                Arguments.of("malformedSpel", "the fact \"reason = #\" is not of the form"),
                Arguments.of("twiceTheSameFact", "the fact reason is declared twice"),
                Arguments.of("currencyOfAnotherType", "the currency of the fact amount is not a String"),
                Arguments.of("header", "its parameter trace is no path variable"),
                Arguments.of("map", "its parameter all is a Map, which no fact can bind"),
                Arguments.of("bodyWithoutForm", "its request body body is a Map, not a record"),
                Arguments.of("list", "#body.lines is bound by no fact"),
                Arguments.of("listAsIdentifier", "#body.lines is a whole List, not one value"),
                Arguments.of("listAsAmount", "#body.lines is a whole List, not one value"),
                Arguments.of("listOfBodies", "the component body.addresses is a List, which no fact can bind"),
                Arguments.of("floatingPoint", "its parameter amount is a double, which no fact can bind"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void stopsTheStartUpWithASentenceThatSaysWhich(String method, String sentence) {
        assertThatThrownBy(() -> check(Mistaken.class, method)).isInstanceOf(ToolScopeMisdeclared.class)
                .hasMessageStartingWith("@ToolScope on Mistaken." + method + ": ").hasMessageContaining(sentence);
    }

    @SuppressWarnings("unused")
    static class Mistaken {

        @ToolScope(value = "write:*", action = "a")
        void scope() {}

        @ToolScope(value = "read:x", action = "Create Refund")
        void action() {}

        @ToolScope(value = "read:x", action = "a", identifier = "#order")
        void unknownParameter(@PathVariable String id) {}

        @ToolScope(value = "read:x", action = "a", identifier = "#request.order")
        void unknownComponent(@RequestBody Body request) {}

        @ToolScope(value = "read:x", action = "a", identifier = "#id.length")
        void componentOfText(@PathVariable String id) {}

        @ToolScope(value = "read:x", action = "a", identifier = "#request")
        void wholeBody(@RequestBody Body request) {}

        @ToolScope(value = "read:x", action = "a", identifier = "#request.orderId", facts = "amount = money(#request.amount, #request.currency)")
        void unboundComponent(@RequestBody Body request) {}

        @ToolScope(value = "read:x", action = "a", identifier = "#id")
        void unboundQuery(@PathVariable String id, @RequestParam boolean verbose) {}

        @ToolScope(value = "read:x", action = "a", identifier = "#id + 'x'")
        void computedIdentifier(@PathVariable String id) {}

        @ToolScope(value = "read:x", action = "a", identifier = "T(java.lang.Runtime).getRuntime()")
        void typeReference(@PathVariable String id) {}

        @ToolScope(value = "read:x", action = "a", identifier = "@bean.id")
        void bean(@PathVariable String id) {}

        @ToolScope(value = "read:x", action = "a", facts = "reason = #id.trim()")
        void methodCall(@PathVariable String id) {}

        @ToolScope(value = "read:x", action = "a", facts = "reason = #id[0]")
        void indexer(@PathVariable String id) {}

        @ToolScope(value = "read:x", action = "a", facts = "reason")
        void malformedFact(@PathVariable String id) {}

        @ToolScope(value = "read:x", action = "a", facts = "reason = #")
        void malformedSpel(@PathVariable String id) {}

        @ToolScope(value = "read:x", action = "a", facts = {"reason = #id", "reason = #id"})
        void twiceTheSameFact(@PathVariable String id) {}

        @ToolScope(value = "read:x", action = "a", facts = "amount = money(#amount, #currency)")
        void currencyOfAnotherType(@RequestParam BigDecimal amount, @RequestParam int currency) {}

        @ToolScope(value = "read:x", action = "a")
        void header(@RequestHeader String trace) {}

        @ToolScope(value = "read:x", action = "a")
        void map(@RequestParam Map<String, String> all) {}

        @ToolScope(value = "read:x", action = "a")
        void bodyWithoutForm(@RequestBody Map<String, String> body) {}

        @ToolScope(value = "read:x", action = "a", identifier = "#body.orderId")
        void list(@RequestBody WithList body) {}

        @ToolScope(value = "read:x", action = "a", identifier = "#body.lines", facts = "id = #body.orderId")
        void listAsIdentifier(@RequestBody WithList body) {}

        @ToolScope(value = "read:x", action = "a", facts = "amount = money(#body.lines, #body.orderId)")
        void listAsAmount(@RequestBody WithList body) {}

        @ToolScope(value = "read:x", action = "a", identifier = "#body.orderId")
        void listOfBodies(@RequestBody WithBodies body) {}

        @ToolScope(value = "read:x", action = "a", facts = "amount = #amount")
        void floatingPoint(@RequestParam double amount) {}
    }

    private static DeclaredCall check(Class<?> type, String name) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                return Declaration.check(method, method.getAnnotation(ToolScope.class));
            }
        }
        throw new AssertionError(name);
    }
}

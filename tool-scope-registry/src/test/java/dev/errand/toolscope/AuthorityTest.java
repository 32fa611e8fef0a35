package dev.errand.toolscope;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Coverage.Covered;
import dev.errand.toolscope.Fact.MoneyFact;
import dev.errand.toolscope.Fact.TextFact;
import dev.errand.toolscope.Identifiers.Exactly;
import dev.errand.toolscope.Identifiers.Matching;
import dev.errand.toolscope.Narrowing.Narrowed;
import dev.errand.toolscope.Narrowing.Refused;

import static dev.errand.toolscope.Authorities.REFUNDS;
import static dev.errand.toolscope.Authorities.TOOL;
import static dev.errand.toolscope.Authorities.granted;
import static dev.errand.toolscope.Authorities.money;
import static dev.errand.toolscope.Authorities.oneOf;
import static dev.errand.toolscope.Authorities.registered;
import static dev.errand.toolscope.Authorities.usd;
import static dev.errand.toolscope.Authorities.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class AuthorityTest {

    @Test
    void theRegisteredScopeCoversTheGrantAndNotTheReverse() {
        assertThat(registered().covers(granted())).isEqualTo(new Covered());
        assertThat(granted().covers(registered()).refusal())
                .contains(new Violation("identifier_not_allowed", "identifier"));
    }

    static Stream<Arguments> wider() {
        Map<String, Map<String, Constraint>> actions = granted().actions();
        Free free = new Free();
        return Stream.of(
                arguments(new Authority(new ScopeName("write:refunds"), TOOL, id("order-12345"), actions), "scope_mismatch",
                        "scope"),
                arguments(new Authority(REFUNDS, "https://other.example", id("order-12345"), actions), "location_mismatch",
                        "location"),
                arguments(new Authority(REFUNDS, TOOL, id("invoice-1"), actions), "identifier_not_allowed", "identifier"),
                arguments(new Authority(REFUNDS, TOOL, Optional.empty(), actions), "identifier_not_allowed", "identifier"),
                arguments(new Authority(REFUNDS, TOOL, Optional.of(new Matching("order-[0-9]{1,11}")), actions),
                        "identifier_not_allowed", "identifier"),
                arguments(new Authority(REFUNDS, TOOL, id("order-12345"),
                        Map.of("cancel", actions.getOrDefault("create-refund", Map.of()))), "action_not_allowed", "action"),
                arguments(with(Map.of("amount", usd("50.01"), "reason", oneOf("late"))), "limit_exceeded", "amount"),
                arguments(with(Map.of("amount", new MoneyLimit(money("1", "EUR")), "reason", oneOf("late"))),
                        "currency_mismatch", "amount"),
                arguments(with(Map.of("amount", free, "reason", oneOf("late"))), "limit_exceeded", "amount"),
                arguments(with(Map.of("amount", usd("1"), "reason", oneOf("late", "other"))), "value_not_allowed", "reason"),
                arguments(with(Map.of("amount", usd("1"), "reason", free)), "value_not_allowed", "reason"),
                arguments(with(Map.of("amount", usd("1"), "reason", usd("1"))), "value_not_allowed", "reason"),
                arguments(with(Map.of("amount", usd("1"), "reason", oneOf("late"), "note", usd("1"))), "value_not_allowed",
                        "note"),
                arguments(with(Map.of("amount", usd("1"))), "parameter_missing", "reason"),
                arguments(with(Map.of("amount", usd("1"), "reason", oneOf("late"), "to", free)), "parameter_unknown", "to"));
    }

    @ParameterizedTest
    @MethodSource("wider")
    void theRegisteredScopeDoesNotCoverWhatIsWiderInOneMember(Authority wider, String reason, String parameter) {
        assertThat(registered().covers(wider).refusal()).contains(new Violation(reason, parameter));
    }

    @Test
    void aFreeParameterMayBeLeftOutAndMayBeLimited() {
        assertThat(registered().covers(with(Map.of("amount", usd("50"), "reason", oneOf("late")))))
                .isEqualTo(new Covered());
        assertThat(registered()
                .covers(with(Map.of("amount", usd("50"), "reason", oneOf("late"), "note", oneOf("x")))))
                .isEqualTo(new Covered());
    }

    static Stream<Arguments> callsOutside() {
        Fact amount = new MoneyFact(money("20", "USD"));
        Fact late = new TextFact("late");
        return Stream.of(
                arguments(call("cancel", "order-12345", Map.of()), "action_not_allowed", "action"),
                arguments(call("order-54321", Map.of("amount", amount, "reason", late)), "identifier_not_allowed", "identifier"),
                arguments(call("order-12345 ", Map.of("amount", amount, "reason", late)), "identifier_not_allowed", "identifier"),
                arguments(new CallFacts("create-refund", Optional.empty(), Map.of("amount", amount, "reason", late)),
                        "parameter_missing", "identifier"),
                arguments(facts(new MoneyFact(money("20.01", "USD")), late), "limit_exceeded", "amount"),
                arguments(facts(new MoneyFact(money("1", "EUR")), late), "currency_mismatch", "amount"),
                arguments(facts(new TextFact("20.00"), late), "value_not_allowed", "amount"),
                arguments(facts(amount, new TextFact("damaged")), "value_not_allowed", "reason"),
                arguments(facts(amount, new TextFact("Late")), "value_not_allowed", "reason"),
                arguments(facts(amount, amount), "value_not_allowed", "reason"),
                arguments(call("order-12345", Map.of("amount", amount)), "parameter_missing", "reason"),
                arguments(call("order-12345", Map.of("reason", late)), "parameter_missing", "amount"),
                arguments(call("order-12345", Map.of("amount", amount, "reason", late, "to", late)), "parameter_unknown", "to"),
                arguments(call("order-12345", Map.of("amount", amount, "reason", late, "note", amount)), "value_not_allowed",
                        "note"));
    }

    @ParameterizedTest
    @MethodSource("callsOutside")
    void theGrantDoesNotCoverACallThatDiffersInOneMember(CallFacts call, String reason, String parameter) {
        assertThat(granted().covers(call).refusal()).contains(new Violation(reason, parameter));
    }

    @Test
    void theGrantCoversItsCallWithAndWithoutTheFreeParameter() {
        Fact amount = new MoneyFact(money("20", "USD"));
        assertThat(granted().covers(facts(amount, new TextFact("late")))).isEqualTo(new Covered());
        assertThat(granted().covers(call("order-12345",
                Map.of("amount", amount, "reason", new TextFact("late"), "note", new TextFact("any\n<text>")))))
                .isEqualTo(new Covered());
    }

    @Test
    void anAuthorityWithoutIdentifiersCoversNoCallThatNamesOne() {
        Authority listing = new Authority(new ScopeName("read:orders"), TOOL, Optional.empty(), Map.of("list", Map.of()));
        assertThat(listing.covers(new CallFacts("list", Optional.empty(), Map.of()))).isEqualTo(new Covered());
        assertThat(listing.covers(new CallFacts("list", Optional.of("order-1"), Map.of())).refusal())
                .contains(new Violation("parameter_unknown", "identifier"));
    }

    @Test
    void narrowingTakesWhatIsStatedAndInheritsTheRest() {
        var request = new NarrowingRequest(REFUNDS, Optional.of(TOOL), Optional.of("create-refund"),
                Optional.of("order-12345"), Map.of("amount", usd("20.00"), "reason", oneOf("late")));
        assertThat(registered().narrow(request)).isEqualTo(new Narrowed(granted()));
        assertThat(registered().narrow(NarrowingRequest.of(REFUNDS))).isEqualTo(new Narrowed(registered()));
    }

    static Stream<Arguments> refusedRequests() {
        Optional<String> none = Optional.empty();
        return Stream.of(
                arguments(NarrowingRequest.of(new ScopeName("write:refunds")), "scope_mismatch", "scope"),
                arguments(request(Optional.of("https://refunds.example/"), none, none, Map.of()), "location_mismatch",
                        "location"),
                arguments(request(none, Optional.of("cancel"), none, Map.of()), "action_not_allowed", "action"),
                arguments(request(none, none, Optional.of("order-12345678901"), Map.of()), "identifier_not_allowed",
                        "identifier"),
                arguments(request(none, none, none, Map.of("amount", usd("50.01"))), "limit_exceeded", "amount"),
                arguments(request(none, none, none, Map.of("amount", oneOf("20.00"))), "limit_exceeded", "amount"),
                arguments(request(none, none, none, Map.of("amount", new MoneyLimit(money("50", "EUR")))), "currency_mismatch",
                        "amount"),
                arguments(request(none, none, none, Map.of("reason", oneOf("other"))), "value_not_allowed", "reason"),
                arguments(request(none, none, none, Map.of("reason", new Free())), "value_not_allowed", "reason"),
                arguments(request(none, none, none, Map.of("to", oneOf("me"))), "parameter_unknown", "to"));
    }

    @ParameterizedTest
    @MethodSource("refusedRequests")
    void narrowingRefusesWhatLiesOutside(NarrowingRequest request, String reason, String parameter) {
        assertThat(registered().narrow(request)).isEqualTo(new Refused(new Violation(reason, parameter)));
    }

    @Test
    void onlyOneActionOnOneObjectIsPinned() {
        assertThat(granted().pinned()).isTrue();
        assertThat(registered().pinned()).isFalse();
        assertThat(new Authority(REFUNDS, TOOL, id("order-1"), Map.of("a", Map.of(), "b", Map.of())).pinned()).isFalse();
        assertThat(new Authority(REFUNDS, TOOL, Optional.empty(), Map.of("a", Map.of())).pinned()).isTrue();
    }

    private static NarrowingRequest request(Optional<String> location, Optional<String> action, Optional<String> identifier,
            Map<String, Constraint> limits) {
        return new NarrowingRequest(REFUNDS, location, action, identifier, limits);
    }

    private static CallFacts facts(Fact amount, Fact reason) {
        return call("order-12345", Map.of("amount", amount, "reason", reason));
    }

    private static CallFacts call(String identifier, Map<String, Fact> facts) {
        return call("create-refund", identifier, facts);
    }

    private static CallFacts call(String action, String identifier, Map<String, Fact> facts) {
        return new CallFacts(action, Optional.of(identifier), facts);
    }

    private static Optional<Identifiers> id(String value) {
        return Optional.of(new Exactly(value));
    }
}

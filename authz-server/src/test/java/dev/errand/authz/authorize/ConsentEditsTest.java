package dev.errand.authz.authorize;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.run.Budget;
import dev.errand.authz.run.CeilingEntry;
import dev.errand.authz.run.RunTerms;
import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.ScopeName;

import static org.assertj.core.api.Assertions.assertThat;

/** The consent form can only take away. The scope here has two actions with limits of their own. */
class ConsentEditsTest {

    private static final Instant DEADLINE = Instant.parse("2030-05-05T12:15:00Z");
    private static final RunTerms ASKED = new RunTerms("Pay", List.of(new CeilingEntry(new Authority(
            new ScopeName("write:payments"), "https://pay.example", Optional.of(new Identifiers.Exactly("order-1")),
            Map.of("charge", Map.of("amount", usd("100.00")), "refund", Map.of("amount", usd("50.00")))), 1)),
            new Budget(5, Map.of("amount", money("100.00"))), DEADLINE);

    private static final Map<String, String> UNTOUCHED = Map.of("scope.0", "on", "limit.0.charge.amount", "100.00",
            "limit.0.refund.amount", "50.00", "total.amount", "100.00");

    @Test
    void anUntouchedFormGrantsWhatWasAsked() {
        assertThat(edited(Map.of())).contains(ASKED);
    }

    @Test
    void eachActionHasItsOwnLimit() {
        Authority granted = edited(Map.of("limit.0.refund.amount", "10")).orElseThrow().ceiling().getFirst().authority();
        assertThat(granted.actions().get("refund")).containsEntry("amount", usd("10.00"));
        assertThat(granted.actions().get("charge")).containsEntry("amount", usd("100.00"));
    }

    static Stream<Arguments> forged() {
        return Stream.of(Arguments.of("a limit raised", "limit.0.refund.amount", "50.01"),
                Arguments.of("a limit that is no amount", "limit.0.refund.amount", "1e1"),
                Arguments.of("a negative limit", "limit.0.charge.amount", "-1"),
                Arguments.of("a total raised", "total.amount", "100.01"),
                Arguments.of("a total that is no amount", "total.amount", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forged")
    void refuses(String forgery, String field, String value) {
        assertThat(edited(Map.of(field, value))).isEmpty();
    }

    @Test
    void strikingEverythingIsNoConsent() {
        assertThat(new ConsentEdits(Map.of("total.amount", "100.00")).apply(ASKED, DEADLINE)).isEmpty();
    }

    private static Optional<RunTerms> edited(Map<String, String> changes) {
        Map<String, String> form = new HashMap<>(UNTOUCHED);
        form.putAll(changes);
        return new ConsentEdits(form).apply(ASKED, DEADLINE);
    }

    private static MoneyLimit usd(String amount) {
        return new MoneyLimit(money(amount));
    }

    private static Money money(String amount) {
        return Money.parse(amount, "USD").orElseThrow();
    }
}

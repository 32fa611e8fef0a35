package dev.errand.toolscope.report;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.errand.toolscope.CallFacts;
import dev.errand.toolscope.Fact;
import dev.errand.toolscope.Money;

import static org.assertj.core.api.Assertions.assertThat;

class CanonicalCallTest {

    @Test
    void sortsMembersAndWritesMoneyAsOneValue() {
        CallFacts call = new CallFacts("create-refund", Optional.of("order-1"),
                Map.of("reason", new Fact.TextFact("late"), "amount", money("20")));
        assertThat(CanonicalCall.of(call)).isEqualTo("{\"action\":\"create-refund\",\"arguments\":"
                + "{\"amount\":{\"amount\":\"20.00\",\"currency\":\"USD\"},\"reason\":\"late\"},\"identifier\":\"order-1\"}");
    }

    @Test
    void leavesOutAnIdentifierThatACallDoesNotHave() {
        assertThat(CanonicalCall.of(new CallFacts("list", Optional.empty(), Map.of())))
                .isEqualTo("{\"action\":\"list\",\"arguments\":{}}");
    }

    @ParameterizedTest
    @CsvSource({"8, \\b", "9, \\t", "10, \\n", "12, \\f", "13, \\r", "34, \\\"", "92, \\\\", "0, \\u0000", "31, \\u001f",
        "127, \u007f", "47, /", "60, <", "8364, \u20ac", "246, \u00f6"})
    void escapesAsRfc8785Section3222Says(int character, String escaped) {
        CallFacts call = new CallFacts(Character.toString(character), Optional.empty(), Map.of());
        assertThat(CanonicalCall.of(call)).isEqualTo("{\"action\":\"" + escaped + "\",\"arguments\":{}}");
    }

    private static Fact money(String amount) {
        return new Fact.MoneyFact(new Money(new BigDecimal(amount), "USD"));
    }
}

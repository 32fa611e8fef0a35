package dev.errand.toolscope.report;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.errand.toolscope.CallFacts;
import dev.errand.toolscope.Fact;
import dev.errand.toolscope.Money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ParameterDigestTest {

    private final ParameterDigest digest = new ParameterDigest(key(1));

    @Test
    void equalCallsHaveEqualDigests() {
        assertThat(digest.of(refund("20"))).hasSize(43).isEqualTo(new ParameterDigest(key(1)).of(refund("20.00")));
    }

    @Test
    void anotherAmountHasAnotherDigest() {
        assertThat(digest.of(refund("20"))).isNotEqualTo(digest.of(refund("20.01")));
    }

    @Test
    void anotherToolHasAnotherDigest() {
        assertThat(digest.of(refund("20"))).isNotEqualTo(new ParameterDigest(key(2)).of(refund("20")));
    }

    @Test
    void refusesAShortKey() {
        assertThatThrownBy(() -> new ParameterDigest(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    private static CallFacts refund(String amount) {
        Fact fact = new Fact.MoneyFact(Money.parse(amount, "USD").orElseThrow());
        return new CallFacts("create-refund", Optional.of("order-1"), Map.of("amount", fact));
    }

    private static byte[] key(int filler) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) filler);
        return key;
    }
}

package dev.errand.toolscope;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({"50.00, USD, 50.00", "50, USD, 50.00", "50.0, USD, 50.00", "0, USD, 0.00", "0.01, USD, 0.01",
        "500, JPY, 500", "1.234, BHD, 1.234", "9999999999999999.99, USD, 9999999999999999.99",
        "999999999999999999, JPY, 999999999999999999"})
    void readsADecimalStringThatFitsItsCurrency(String amount, String currency, String printed) {
        assertThat(Money.parse(amount, currency)).get().extracting(Money::amountText).isEqualTo(printed);
        assertThat(Money.parse(printed, currency)).isEqualTo(Money.parse(amount, currency));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "-0", "01", "00", ".5", "5.", "1e2", "1E2", "1,00", "1_000", "0x10", "NaN",
        "Infinity", "50.001", "50.000", " 50.00", "50.00 ", "5 0", "50.00\n", "٥", "５０", "10000000000000000.00",
        "10000000000000000", "1000000000000000000", "0.000000000000000001", "1.0.0"})
    void refusesAnyOtherSpelling(String amount) {
        assertThat(Money.parse(amount, "USD")).isEmpty();
        assertThat(Money.parse("50.00", "USD")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"usd", "Usd", "USD ", "UЅD", "US", "USDX", "", "XXX", "XAU", "ZZZ", "840", "U\u0000D"})
    void refusesACurrencyThatIsNoUpperCaseCodeWithAScale(String currency) {
        assertThat(Money.parse("50", currency)).isEmpty();
        assertThat(Money.isCurrency(currency)).isFalse();
        assertThat(Money.isCurrency("USD")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"JPY, 5, 5.0", "USD, 5.00, 5.001", "BHD, 5.001, 5.0001"})
    void refusesAnAmountFinerThanItsCurrency(String currency, String fits, String tooFine) {
        assertThat(Money.parse(fits, currency)).isPresent();
        assertThat(Money.parse(tooFine, currency)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1E+2000000000", "1E-2000000000", "0E+2000000000", "-0.01", "0.001", "1E+16"})
    void takesNoNumberOfAnotherSizeFromAProgram(String number) {
        assertThat(Money.of(new BigDecimal(number), "USD")).isEmpty();
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new Money(new BigDecimal(number), "USD"))
                .withMessageStartingWith("amount: ");
        assertThat(Money.of(new BigDecimal("1E+15"), "USD")).isPresent();
    }

    @Test
    void equalValuesAreEqualRecords() {
        assertThat(new Money(new BigDecimal("50"), "USD")).isEqualTo(new Money(new BigDecimal("50.000"), "USD"));
        assertThat(new Money(new BigDecimal("50"), "USD")).isNotEqualTo(new Money(new BigDecimal("50"), "EUR"));
    }

    @ParameterizedTest
    @CsvSource({"0", "0.500000000000000000", "9999999999999999.99", "1E+15"})
    void takesNumbersUpToTheirBoundsFromAProgram(String number) {
        assertThat(Money.of(new BigDecimal(number), "USD")).isPresent();
    }
}

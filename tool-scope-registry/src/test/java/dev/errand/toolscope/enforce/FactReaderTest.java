package dev.errand.toolscope.enforce;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.toolscope.CallFacts;
import dev.errand.toolscope.Fact;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.enforce.FactReader.Reading;

import static org.assertj.core.api.Assertions.assertThat;

class FactReaderTest {

    record Request(String orderId, Object amount, String currency, Inner inner) {}

    record Inner(String reason) {}

    private final FactReader reader = new FactReader("create", ArgumentPath.parse("#request.orderId"),
            List.of(FactBinding.parse("amount = money(#request.amount, #request.currency)").orElseThrow(),
                    FactBinding.parse("reason=#request.inner.reason").orElseThrow()),
            List.of("request"));

    @Test
    void readsTheIdentifierMoneyAndTexts() {
        Map<String, Fact> facts = Map.of("amount", money("20.00"), "reason", new Fact.TextFact("late"));
        assertThat(read(new Request("order-1", "20", "USD", new Inner("late"))))
                .isEqualTo(new Reading.Facts(new CallFacts("create", Optional.of("order-1"), facts)));
    }

    @Test
    void aParameterThatWasLeftOutHasNoFact() {
        assertThat(read(new Request(null, null, null, null)))
                .isEqualTo(new Reading.Facts(new CallFacts("create", Optional.empty(), Map.of())));
    }

    static Stream<Arguments> amounts() {
        return Stream.of(Arguments.of("20", "USD", true), Arguments.of("20.00", "USD", true),
                Arguments.of(new BigDecimal("20.0"), "USD", true), Arguments.of(20, "USD", true),
                Arguments.of(20L, "USD", true), Arguments.of("-20", "USD", false), Arguments.of("+20", "USD", false),
                Arguments.of("020", "USD", false), Arguments.of("2e1", "USD", false), Arguments.of("20.", "USD", false),
                Arguments.of("20.001", "USD", false), Arguments.of(" 20", "USD", false), Arguments.of("", "USD", false),
                Arguments.of("20", "usd", false), Arguments.of("20", "XXQ", false), Arguments.of("20", null, false),
                Arguments.of(null, "USD", false), Arguments.of("\u0662\u0660", "USD", false),
                Arguments.of(new BigDecimal("-20"), "USD", false),
                Arguments.of(new BigDecimal("1E+2000000000"), "USD", false));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("amounts")
    void takesAmountsOfTheGrammarAlone(Object amount, String currency, boolean taken) {
        Reading reading = read(new Request("order-1", amount, currency, null));
        assertThat(reading).isEqualTo(taken
                ? new Reading.Facts(new CallFacts("create", Optional.of("order-1"), Map.of("amount", money("20"))))
                : new Reading.Malformed("amount"));
    }

    enum Color {
        RED
    }

    static Stream<Arguments> values() {
        return Stream.of(Arguments.of("5", new Fact.TextFact("5")),
                Arguments.of(5, new Fact.IntegerFact(BigInteger.valueOf(5))),
                Arguments.of(-5L, new Fact.IntegerFact(BigInteger.valueOf(-5))),
                Arguments.of((short) 5, new Fact.IntegerFact(BigInteger.valueOf(5))),
                Arguments.of(BigInteger.TEN.pow(30), new Fact.IntegerFact(BigInteger.TEN.pow(30))),
                Arguments.of(new BigDecimal("5.50"), new Fact.DecimalFact(new BigDecimal("5.50"))),
                Arguments.of(new BigDecimal("1E+2000000000"), null),
                Arguments.of(true, new Fact.BooleanFact(true)),
                Arguments.of(Color.RED, new Fact.TextFact("RED")),
                Arguments.of(List.of("a", "b"), new Fact.ListFact(List.of(new Fact.TextFact("a"), new Fact.TextFact("b")))),
                Arguments.of(List.of(), new Fact.ListFact(List.of())),
                Arguments.of(Arrays.asList("a", null), null));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("values")
    void aValueIsAFactOfTheKindThatItsTypeSays(Object value, @Nullable Fact fact) {
        FactReader reader = new FactReader("a", Optional.empty(), List.of(FactBinding.parse("v = #v").orElseThrow()),
                List.of("v"));
        assertThat(reader.read(new Object[] {value})).isEqualTo(fact == null
                ? new Reading.Malformed("v")
                : new Reading.Facts(new CallFacts("a", Optional.empty(), Map.of("v", fact))));
    }

    @Test
    void refusesATextThatWouldBeEndless() {
        FactReader numbers = new FactReader("a", ArgumentPath.parse("#n"), List.of(), List.of("n"));
        assertThat(numbers.read(new Object[] {new BigDecimal("1E+2000000000")}))
                .isEqualTo(new Reading.Malformed("identifier"));
        assertThat(numbers.read(new Object[] {new BigDecimal("1E+2")}))
                .isEqualTo(new Reading.Facts(new CallFacts("a", Optional.of("100"), Map.of())));
    }

    private Reading read(Request request) {
        return reader.read(new Object[] {request});
    }

    private static Fact money(String amount) {
        return new Fact.MoneyFact(Money.parse(amount, "USD").orElseThrow());
    }
}

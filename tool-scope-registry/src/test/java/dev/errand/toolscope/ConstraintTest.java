package dev.errand.toolscope;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.toolscope.Constraint.Booleans;
import dev.errand.toolscope.Constraint.DecimalRange;
import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Constraint.IntegerRange;
import dev.errand.toolscope.Constraint.ListOf;
import dev.errand.toolscope.Constraint.OneOf;
import dev.errand.toolscope.Constraint.Pattern;
import dev.errand.toolscope.Constraint.Prefix;
import dev.errand.toolscope.Constraint.SameAs;
import dev.errand.toolscope.Fact.BooleanFact;
import dev.errand.toolscope.Fact.DecimalFact;
import dev.errand.toolscope.Fact.IntegerFact;
import dev.errand.toolscope.Fact.ListFact;
import dev.errand.toolscope.Fact.MoneyFact;
import dev.errand.toolscope.Fact.TextFact;

import static dev.errand.toolscope.Authorities.money;
import static dev.errand.toolscope.Authorities.oneOf;
import static dev.errand.toolscope.Authorities.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Each kind of constraint: what it holds, and what lies inside what, with the value that shows the difference. */
class ConstraintTest {

    private static final Constraint FREE = new Free();
    private static final Constraint SUBJECT = new SameAs(SessionFact.SUBJECT);
    private static final Constraint AGENT = new SameAs(SessionFact.AGENT);

    static Stream<Arguments> held() {
        return Stream.of(
                arguments(usd("50"), new MoneyFact(money("50.00", "USD")), new MoneyFact(money("50.01", "USD"))),
                arguments(usd("50"), new MoneyFact(money("0", "USD")), new MoneyFact(money("1", "EUR"))),
                arguments(usd("50"), new MoneyFact(money("1", "USD")), new TextFact("1")),
                arguments(usd("50"), new MoneyFact(money("1", "USD")), decimal("1")),
                arguments(decimals("0.5", "2"), decimal("0.50"), decimal("0.4999999999999999999999")),
                arguments(decimals("0.5", "2"), decimal("2.000"), decimal("2.0000000000000000000001")),
                arguments(decimals("0.5", "2"), decimal("1"), integer(1)),
                arguments(integers(1, 3), integer(1), integer(0)),
                arguments(integers(1, 3), integer(3), integer(4)),
                arguments(integers(1, 3), integer(2), integer(-2)),
                arguments(integers(1, 3), integer(2), new TextFact("2")),
                arguments(new Booleans(Set.of(true)), new BooleanFact(true), new BooleanFact(false)),
                arguments(new Booleans(Set.of(true)), new BooleanFact(true), new TextFact("true")),
                arguments(oneOf("a", "b"), new TextFact("b"), new TextFact("c")),
                arguments(oneOf("a", "b"), new TextFact("a"), new TextFact("a ")),
                arguments(oneOf("1"), new TextFact("1"), integer(1)),
                arguments(oneOf("true"), new TextFact("true"), new BooleanFact(true)),
                arguments(new Prefix("ab"), new TextFact("ab"), new TextFact("a")),
                arguments(new Prefix("ab"), new TextFact("abc"), new TextFact("aB")),
                arguments(new Pattern("a[0-9]{1,2}"), new TextFact("a12"), new TextFact("a123")),
                arguments(new Pattern("a[0-9]{1,2}"), new TextFact("a1"), new TextFact("\u00e41")),
                arguments(list(integers(1, 3), 2), items(integer(1), integer(3)), items(integer(1), integer(4))),
                arguments(list(integers(1, 3), 2), items(), items(integer(1), integer(1), integer(1))),
                arguments(list(integers(1, 3), 2), items(integer(1)), integer(1)),
                arguments(list(FREE, 1), items(new TextFact("x")), items(new TextFact("x"), new TextFact("y"))),
                arguments(FREE, new TextFact("\u0000"), new MoneyFact(money("1", "USD"))),
                arguments(FREE, integer(-7), new MoneyFact(money("1", "USD"))),
                arguments(FREE, items(integer(1), new TextFact("x")), new MoneyFact(money("1", "USD"))),
                arguments(FREE, new BooleanFact(false), new MoneyFact(money("1", "USD"))));
    }

    @ParameterizedTest
    @MethodSource("held")
    void holdsOneValueAndNotTheOther(Constraint constraint, Fact inside, Fact outside) {
        assertThat(ConstraintContainment.reason(constraint, inside)).isEmpty();
        assertThat(ConstraintContainment.reason(constraint, outside)).isPresent();
    }

    @Test
    void aConstraintThatWaitsForASessionFactHoldsNothingUntilItIsResolved() {
        TextFact user = new TextFact("user-678");
        assertThat(ConstraintContainment.reason(SUBJECT, user)).contains(Violation.VALUE_NOT_ALLOWED);
        Map<SessionFact, String> session = Map.of(SessionFact.SUBJECT, "user-678");
        assertThat(ConstraintContainment.reason(SUBJECT.resolve(session), user)).isEmpty();
        assertThat(AGENT.resolve(session)).isEqualTo(AGENT);
        assertThat(list(SUBJECT, 2).resolve(session)).isEqualTo(list(oneOf("user-678"), 2));
        assertThat(Stream.of(SUBJECT, list(AGENT, 1)).allMatch(Constraint::open)).isTrue();
        assertThat(Stream.of(oneOf("x"), list(FREE, 1), FREE).anyMatch(Constraint::open)).isFalse();
    }

    /** Wider, narrower, and a value of the wider one that the narrower one does not hold, in words. */
    static Stream<Arguments> pairs() {
        return Stream.of(arguments(usd("80"), usd("50"), "80.00 USD"),
                arguments(decimals("0", "2"), decimals("0", "1.5"), "2"),
                arguments(decimals("0", "2"), decimals("0.5", "2"), "0"),
                arguments(integers(1, 9), integers(1, 8), "9"),
                arguments(integers(1, 9), integers(2, 9), "1"),
                arguments(new Booleans(Set.of(true, false)), new Booleans(Set.of(true)), "false"),
                arguments(oneOf("a", "b"), oneOf("a"), "b"),
                arguments(new Prefix("a"), oneOf("a", "ab"), "a0"),
                arguments(new Prefix("a"), new Prefix("ab"), "a"),
                arguments(new Prefix("a"), new Pattern("a[0-9]{1,2}"), "a"),
                arguments(new Prefix("a"), new Pattern("a0{0,199}"), "a" + "0".repeat(200)),
                arguments(new Pattern("a[a-z]{0,9}"), oneOf("a", "az"), "aa"),
                arguments(new Pattern("[a-z]{1,9}"), new Pattern("[a-y]{2,9}"), "a"),
                arguments(new Pattern("[0-9]{1,3}"), oneOf(IntStream.range(0, 100).mapToObj(String::valueOf)
                        .toArray(String[]::new)), "00"),
                arguments(list(integers(1, 3), 3), list(integers(1, 3), 2), "[3, 3, 3]"),
                arguments(list(integers(1, 4), 2), list(integers(1, 3), 2), "[4]"),
                arguments(list(FREE, 2), list(oneOf("a"), 2), "[?0]"),
                arguments(FREE, oneOf("?0", "?1"), "?2"),
                arguments(FREE, new Prefix("?"), "!0"),
                arguments(FREE, new Pattern("a{1,2}"), "?0"),
                arguments(FREE, integers(1, 2), "?0"),
                arguments(FREE, list(FREE, 2), "?0"),
                arguments(FREE, SUBJECT, "?0"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theWiderCoversTheNarrowerAndNotTheReverse(Constraint wide, Constraint narrow, String example) {
        assertThat(ConstraintContainment.gap(wide, narrow)).isEmpty();
        assertThat(ConstraintContainment.gap(narrow, wide).map(gap -> ConstraintWords.of(gap.value()))).contains(example);
    }

    static Stream<Arguments> strangers() {
        return Stream.of(arguments(usd("50"), new Constraint.MoneyLimit(money("50", "EUR"))),
                arguments(usd("50"), decimals("0", "50")), arguments(usd("50"), oneOf("50")),
                arguments(decimals("0", "5"), integers(0, 5)), arguments(decimals("0", "1"), decimals("2", "3")),
                arguments(integers(0, 1), integers(2, 3)), arguments(integers(1, 1), oneOf("1")),
                arguments(new Booleans(Set.of(true)), oneOf("true")), arguments(new Booleans(Set.of(true)), integers(1, 1)),
                arguments(new Booleans(Set.of(true)), new Booleans(Set.of(false))), arguments(oneOf("a"), oneOf("b")),
                arguments(oneOf("a"), new Prefix("ab")), arguments(new Prefix("a"), new Prefix("b")),
                arguments(new Prefix("ab"), new Pattern("a[a-z]")), arguments(new Pattern("a{1,2}"), new Pattern("a{2,3}")),
                arguments(list(oneOf("a"), 1), oneOf("a")), arguments(list(oneOf("a"), 2), list(new Prefix("a"), 1)),
                arguments(usd("50"), FREE), arguments(usd("50"), list(FREE, 1)), arguments(SUBJECT, AGENT),
                arguments(SUBJECT, oneOf("subject")), arguments(SUBJECT, new Prefix("subject")),
                arguments(SUBJECT, new Pattern("[a-z]{1,9}")), arguments(SUBJECT, integers(1, 2)));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void neitherOfTwoThatDifferBothWaysCoversTheOther(Constraint one, Constraint other) {
        assertThat(ConstraintContainment.gap(one, other)).satisfies(gap -> assertThat(gap).get()
                .satisfies(found -> shows(one, other, found)));
        assertThat(ConstraintContainment.gap(other, one)).satisfies(gap -> assertThat(gap).get()
                .satisfies(found -> shows(other, one, found)));
    }

    private static void shows(Constraint outer, Constraint inner, Gap gap) {
        Map<SessionFact, String> session = Map.of(SessionFact.SUBJECT,
                gap.session().getOrDefault(SessionFact.SUBJECT, "subject"), SessionFact.AGENT,
                gap.session().getOrDefault(SessionFact.AGENT, "agent"));
        assertThat(ConstraintContainment.reason(inner.resolve(session), gap.value())).isEmpty();
        assertThat(ConstraintContainment.reason(outer.resolve(session), gap.value())).isPresent();
    }

    static Stream<Arguments> reasons() {
        return Stream.of(arguments(usd("50"), usd("50.01"), Violation.LIMIT_EXCEEDED),
                arguments(usd("50"), new Constraint.MoneyLimit(money("1", "EUR")), Violation.CURRENCY_MISMATCH),
                arguments(usd("50"), oneOf("1"), Violation.LIMIT_EXCEEDED),
                arguments(usd("50"), FREE, Violation.LIMIT_EXCEEDED),
                arguments(oneOf("1"), FREE, Violation.VALUE_NOT_ALLOWED),
                arguments(FREE, usd("1"), Violation.VALUE_NOT_ALLOWED),
                arguments(decimals("1", "2"), decimals("1", "3"), Violation.LIMIT_EXCEEDED),
                arguments(decimals("1", "2"), decimals("0", "2"), Violation.VALUE_NOT_ALLOWED),
                arguments(integers(1, 2), integers(1, 3), Violation.LIMIT_EXCEEDED),
                arguments(integers(1, 2), integers(0, 2), Violation.VALUE_NOT_ALLOWED),
                arguments(integers(1, 2), oneOf("1"), Violation.VALUE_NOT_ALLOWED),
                arguments(list(FREE, 1), list(FREE, 2), Violation.LIMIT_EXCEEDED),
                arguments(list(oneOf("a"), 1), list(oneOf("b"), 1), Violation.VALUE_NOT_ALLOWED));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void theReasonSaysWhatIsWrong(Constraint outer, Constraint inner, String reason) {
        assertThat(ConstraintContainment.gap(outer, inner).map(Gap::reason)).contains(reason);
    }

    static Stream<Arguments> empty() {
        return Stream.of(empty("min", () -> decimals("2", "1"), () -> decimals("2", "2")),
                empty("min", () -> integers(2, 1), () -> integers(2, 2)),
                empty("min", () -> decimals("-1", "1"), () -> decimals("0", "1")),
                empty("max", () -> integers(0, 1_000_000_000_000_000_000L), () -> integers(0, 999_999_999_999_999_999L)),
                empty("max", () -> decimals("0", "1E+18"), () -> decimals("0", "1E+17")),
                empty("min", () -> decimals("1E-19", "1"), () -> decimals("1E-18", "1")),
                empty("max", () -> decimals("0", "1234567890123456.789"), () -> decimals("0", "123456789012345.789")),
                empty("boolean", () -> new Booleans(Set.of()), () -> new Booleans(Set.of(false))),
                empty("one_of", () -> new OneOf(new TreeSet<>()), () -> oneOf("a")),
                empty("one_of", () -> oneOf(texts(101)), () -> oneOf(texts(100))),
                empty("one_of", () -> oneOf("a\n"), () -> oneOf("a")),
                empty("prefix", () -> new Prefix(""), () -> new Prefix("a")),
                empty("prefix", () -> new Prefix("\u202ea"), () -> new Prefix("a")),
                empty("pattern", () -> new Pattern("[a-z]{0,5}"), () -> new Pattern("[a-z]{1,5}")),
                empty("items", () -> list(usd("1"), 1), () -> list(decimals("0", "1"), 1)),
                empty("items", () -> list(list(FREE, 1), 1), () -> list(FREE, 1)),
                empty("max_items", () -> list(FREE, 0), () -> list(FREE, 1)),
                empty("max_items", () -> list(FREE, 101), () -> list(FREE, 100)));
    }

    @ParameterizedTest
    @MethodSource("empty")
    void aConstraintThatHoldsNothingOrIsOutOfBoundsIsRefused(String member, Supplier<Constraint> wrong,
            Supplier<Constraint> twin) {
        assertThat(twin.get()).isNotNull();
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(wrong::get)
                .satisfies(invalid -> assertThat(invalid.member()).isEqualTo(member));
    }

    @Test
    void numbersThatAreEqualAreEqualHoweverTheyAreWritten() {
        assertThat(decimals("0.50", "1E+1")).isEqualTo(decimals("0.5", "10.0"));
        assertThat(Numbers.parse("0.50")).contains(new BigDecimal("0.50"));
        assertThat(Stream.of("", "-1", "+1", "01", "1.", ".1", "1e3", " 1", "1 ", "\u0661", "1234567890123456789",
                "0.123456789012345678", "1,0").filter(text -> Numbers.parse(text).isPresent())).isEmpty();
        assertThat(Stream.of("0", "1", "0.0", "123456789012345678", "0.12345678901234567")
                .filter(text -> Numbers.parse(text).isEmpty())).isEmpty();
    }

    @Test
    void saysInWordsWhatItAllows() {
        assertThat(Stream.of(usd("50"), decimals("0.5", "2"), integers(3, 3), new Booleans(Set.of(true, false)), oneOf("a"),
                oneOf("a", "b"), new Prefix("x"), new Pattern("[a-z]"), SUBJECT, AGENT, list(oneOf("a"), 3), FREE)
                .map(Constraint::words))
                .containsExactly("at most 50.00 USD", "from 0.5 to 2", "3", "false or true", "a", "one of a, b",
                        "beginning with x", "matching [a-z]", "the user", "the agent", "up to 3 values, each a", "anything");
        assertThat(ConstraintWords.of(new BooleanFact(true))).isEqualTo("true");
        assertThat(ConstraintWords.of(decimal("1.50"))).isEqualTo("1.50");
    }

    @Test
    void patternsOfTheSameTextsAreEqual() {
        assertThat(new Pattern("[0-9][0-9]")).isEqualTo(new Pattern("[0-9]{2}")).hasSameHashCodeAs(new Pattern("[0-9]{2}"))
                .isNotEqualTo(new Pattern("[0-9]{1,2}")).isNotEqualTo(oneOf("00"));
    }

    @Test
    void asManyNamesAsThereMayBeAndNoMore() {
        assertThat(new ToolAction("a", parameters(64)).parameters()).hasSize(64);
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new ToolAction("a", parameters(65)));
        assertThat(authority(64).actions()).hasSize(64);
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> authority(65));
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> authority(0));
    }

    private static Authority authority(int actions) {
        Map<String, Map<String, Constraint>> named = new TreeMap<>();
        parameters(actions).keySet().forEach(name -> named.put(name, Map.of()));
        return new Authority(Authorities.REFUNDS, Authorities.TOOL, Optional.empty(), named);
    }

    private static Map<String, Constraint> parameters(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "p" + i, i -> FREE));
    }

    @Test
    void listsHoldNeitherListsNorMoney() {
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> items(items()));
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> items(new MoneyFact(money("1", "USD"))));
        assertThat(items(integer(1), new TextFact("x")).items()).hasSize(2);
    }

    private static Arguments empty(String member, Supplier<Constraint> wrong, Supplier<Constraint> twin) {
        return arguments(member, wrong, twin);
    }

    private static String[] texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "t" + i).toArray(String[]::new);
    }

    private static Constraint decimals(String min, String max) {
        return new DecimalRange(new BigDecimal(min), new BigDecimal(max));
    }

    private static Constraint integers(long min, long max) {
        return new IntegerRange(BigInteger.valueOf(min), BigInteger.valueOf(max));
    }

    private static Constraint list(Constraint items, int maxItems) {
        return new ListOf(items, maxItems);
    }

    private static ListFact items(Fact... items) {
        return new ListFact(List.of(items));
    }

    private static Fact integer(long number) {
        return new IntegerFact(BigInteger.valueOf(number));
    }

    private static Fact decimal(String number) {
        return new DecimalFact(new BigDecimal(number));
    }
}

package dev.errand.toolscope;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.toolscope.Identifiers.Exactly;
import dev.errand.toolscope.Identifiers.Matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IdentifiersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"order-[0-9]{1,10} | order-12345", "order-[0-9]{1,10} | order-1",
        "order-[0-9]{1,10} | order-1234567890", "[a-z0-9-]{3} | a-0", "[a-zA-Z_]{0,2}x | x", "a{3} | aaa",
        "v1.2/[0-9a-f]{4} | v1.2/beef", "[.]x | .x", "[a-c-]{2} | -b", "[0-9]{1,3}[0-9]{2} | 12345",
        "[a-a] | a", "[0-0]{2} | 00", "[Z-Z] | Z"})
    void matchesTheWholeIdentifier(String pattern, String identifier) {
        assertThat(new Matching(pattern).contain(identifier)).isTrue();
        assertThat(new Matching(pattern).contain(identifier + "?")).isFalse();
        assertThat(new Matching(pattern).contain("?" + identifier)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "order-", "order-12345678901", "order-12a", "ORDER-1", "order-1 ", " order-1", "order-1\n",
        "order-\u0661", "xorder-1", "order-1order-1", "order_1", "order-1\u0000", "order-1/../order-2"})
    void doesNotMatchAnythingElse(String identifier) {
        assertThat(new Matching("order-[0-9]{1,10}").contain(identifier)).isFalse();
        assertThat(new Matching("order-[0-9]{1,10}").contain("order-1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".*", "a*", "a+", "a?", "a|b", "(a)", "^a$", "\\d", "[^a]", "[]", "[a", "[a-", "a]", "a{", "a{1",
        "a{1,",
        "a{1,}", "a{,2}", "a{2,1}", "a{0}", "a{0,0}", "a{1000}", "a{-1}", "{2}", "a{2}{2}", "[z-a]", "[a-Z]", "[0-a]", "[--a]",
        "[-a]", "[a-z]{0,5}", "a{201}", "a{101}b{100}", "[0-9]{999}", "a b", "ü", "a\n", "a\u0000", "[a-c-e]", "[\u0660-\u0669]"})
    void knowsNoOtherPatternLanguage(String pattern) {
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new Matching(pattern))
                .satisfies(invalid -> assertThat(invalid.member()).isEqualTo("pattern"));
    }

    @Test
    void agreesWithRegularExpressionsOnGeneratedPatterns() {
        Random random = new Random(40_961);
        List<String> atoms = List.of("a", "b", "[ab]", "[a-c]", "[0-9]", "-", "[ab-]", "x");
        List<String> repetitions = List.of("", "", "{2}", "{0,2}", "{1,3}");
        int matched = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder pattern = new StringBuilder("a");
            for (int part = random.nextInt(5); part >= 0; part--) {
                pattern.append(atoms.get(random.nextInt(atoms.size())))
                        .append(repetitions.get(random.nextInt(repetitions.size())));
            }
            String text = random.ints(random.nextInt(8), 0, 5).mapToObj(i -> "abc-1".substring(i, i + 1))
                    .reduce("a", String::concat);
            boolean expected = Pattern.matches(pattern.toString(), text);
            matched += expected ? 1 : 0;
            assertThat(new Matching(pattern.toString()).contain(text)).as("%s on %s", pattern, text).isEqualTo(expected);
        }
        assertThat(matched).isGreaterThan(300);
    }

    @Test
    void takesLittleTimeWherePlainBacktrackingTakesForEver() {
        Matching evil = new Matching("[ab]{0,9}".repeat(20) + "c");
        assertThat(evil.contain("a".repeat(200))).isFalse();
        assertThat(evil.contain("a".repeat(180) + "c")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[0-9]{2} | [0-9][0-9]", "[0-9] | [0123456789]", "aab | a{2}b", "[a-c] | [cba]",
        "[0-9]{1,3}[0-9]{2} | [0-9]{3,5}", "[a] | a"})
    void patternsAreEqualHoweverWritten(String one, String other) {
        assertThat(new Matching(one)).isEqualTo(new Matching(other)).hasSameHashCodeAs(new Matching(other));
        assertThat(new Matching(one).cover(new Matching(other))).isTrue();
        assertThat(new Matching(other).cover(new Matching(one))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"order-[0-9]{1,10} | order-[0-9]{1,8}", "order-[0-9]{1,10} | order-[0-9]{3}",
        "[a-z]{1,9} | [a-f]{2,3}", "[a-z0-9-]{1,20} | [a-z]{20}"})
    void aPatternCoversOneThatIsNarrowerPartByPart(String wide, String narrow) {
        assertThat(new Matching(wide).cover(new Matching(narrow))).isTrue();
        assertThat(new Matching(narrow).cover(new Matching(wide))).isFalse();
        assertThat(new Matching(wide)).isNotEqualTo(new Matching(narrow));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[a-z]{2,9} | [a-z]{1,3}", "[a-f]{1,9} | [a-g]{1,3}", "a[0-9]{1,3} | b[0-9]{1,3}",
        "[a-z]{1,9} | [a-z]{1,9}-{0,1}[0-9]"})
    void neitherOfTwoPatternsThatDifferBothWaysCoversTheOther(String one, String other) {
        assertThat(new Matching(one).cover(new Matching(other))).isFalse();
        assertThat(new Matching(other).cover(new Matching(one))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[a-z-]{1,20} | order-[a-z]{1,9}", "[a-z]{1,9}x{0,1} | [a-y]{1,9}",
        "a[0-9]{0,1}[0-9]{0,1}x{0,1} | a[0-9]{0,1}", "[ab]{0,2}a[ab]{0,2} | [ab]{0,1}a[ab]{0,2}",
        "[a-z0-9-]{1,60}-[0-9]{4} | shop-[a-z]{1,9}-2026"})
    void containmentOfPatternsIsAboutTextsAndNotAboutParts(String wide, String narrow) {
        assertThat(new Matching(wide).cover(new Matching(narrow))).isTrue();
        assertThat(new Matching(narrow).cover(new Matching(wide))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a{0,1}ab{0,1} | a{1,2}b{0,1}", "[ab]{0,1}[a-c] | [ab]{0,1}[abc]",
        "a{0,2}[ab]{0,2}[ab] | a{0,2}[ab]{1,3}"})
    void patternsOfEqualTextsAreEqual(String one, String other) {
        assertThat(new Matching(one)).isEqualTo(new Matching(other)).hasSameHashCodeAs(new Matching(other));
    }

    @Test
    void readsAPatternAnewAsItWasReadBefore() {
        assertThat(IdentifierPattern.parse("[a-a]{2}").matches("aa")).isTrue();
        assertThat(IdentifierPattern.parse("[0-0-]").matches("-")).isTrue();
    }

    @Test
    void refusesAPatternThatNeedsTooManyStates() {
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new Matching("[ab]{0,30}a[ab]{20}"))
                .withMessageContaining("ambiguous");
        assertThat(new Matching("[ab]{0,30}a[ab]{3}").contain("bbbbabbb")).isTrue();
        assertThat(new Matching("[a-z]{200}").contain("a".repeat(200))).isTrue();
    }

    @Test
    void anExactIdentifierIsCoveredByItselfAndByPatternsThatMatchIt() {
        Exactly order = new Exactly("order-12345");
        assertThat(order.cover(new Exactly("order-12345"))).isTrue();
        assertThat(order.cover(new Exactly("order-12346"))).isFalse();
        assertThat(new Matching("order-[0-9]{1,10}").cover(order)).isTrue();
        assertThat(new Matching("order-[0-9]{1,4}").cover(order)).isFalse();
        assertThat(order.cover(new Matching("order-12345"))).isTrue();
        assertThat(order.cover(new Matching("order-1234[5-6]"))).isFalse();
    }

    @Test
    void anExactIdentifierIsPlainText() {
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new Exactly("order-1\n"));
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new Exactly("x".repeat(201)));
        assertThat(new Exactly("x".repeat(200)).value()).hasSize(200);
    }
}

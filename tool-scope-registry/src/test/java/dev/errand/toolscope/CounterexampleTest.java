package dev.errand.toolscope;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.toolscope.Coverage.Covered;
import dev.errand.toolscope.Coverage.NotCovered;
import dev.errand.toolscope.Identifiers.Exactly;
import dev.errand.toolscope.Identifiers.Matching;
import dev.errand.toolscope.Identifiers.SameAs;

import static dev.errand.toolscope.Authorities.REFUNDS;
import static dev.errand.toolscope.Authorities.TOOL;
import static dev.errand.toolscope.Authorities.oneOf;
import static dev.errand.toolscope.Authorities.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Where one authority is wider than another, the call that shows it, as people are told of it. */
class CounterexampleTest {

    private static final Authority BASE = authority(new Exactly("order-1"), Map.of("amount", usd("50")));

    static Stream<Arguments> wider() {
        Map<String, Constraint> parameters = Map.of("amount", usd("50"));
        return Stream.of(arguments(authority(new Exactly("order-1"), Map.of("amount", usd("80"))), "amount 80.00 USD"),
                arguments(authority(new Exactly("order-1"), Map.of("amount", oneOf("x"))), "amount x"),
                arguments(authority(new Exactly("order-1"), Map.of()), "a call without amount"),
                arguments(authority(new Exactly("order-1"), Map.of("amount", new Constraint.Free())), "amount ?0"),
                arguments(authority(new Exactly("order-1"), Map.of("amount", usd("1"), "note", oneOf("x"))), "note x"),
                arguments(authority(new Exactly("order-1"), Map.of("amount", usd("1"), "note", new Constraint.Free())),
                        "note anything"),
                arguments(authority(new Exactly("order-2"), parameters), "identifier order-2"),
                arguments(authority(new Matching("order-[1-2]"), parameters), "identifier order-2"),
                arguments(authority(new SameAs(SessionFact.SUBJECT), parameters), "identifier ?0"),
                arguments(new Authority(REFUNDS, TOOL, Optional.empty(), Map.of("create-refund", parameters)),
                        "a call without identifier"),
                arguments(new Authority(REFUNDS, TOOL, Optional.of(new Exactly("order-1")),
                        Map.of("create-refund", parameters, "cancel", Map.of())), "action cancel"),
                arguments(new Authority(new ScopeName("write:other"), TOOL, Optional.of(new Exactly("order-1")),
                        Map.of("create-refund", parameters)), "scope write:other"),
                arguments(new Authority(REFUNDS, "https://other.example", Optional.of(new Exactly("order-1")),
                        Map.of("create-refund", parameters)), "a call at https://other.example"));
    }

    @ParameterizedTest
    @MethodSource("wider")
    void saysInWordsWhatIsAllowedByTheOneAndNotByTheOther(Authority wider, String sentence) {
        assertThat(BASE.covers(wider)).isInstanceOfSatisfying(NotCovered.class,
                refused -> {
                    Counterexample example = refused.counterexample();
                    assertThat(example.sentence()).isEqualTo(sentence);
                    assertThat(wider.resolve(example.session()).covers(example.call())).isEqualTo(new Covered());
                });
        assertThat(BASE.covers(BASE)).isEqualTo(new Covered());
    }

    @Test
    void anIdentifierWhereThereWasNoneIsWider() {
        Authority without = new Authority(REFUNDS, TOOL, Optional.empty(), BASE.actions());
        assertThat(without.covers(BASE)).isInstanceOfSatisfying(NotCovered.class,
                refused -> assertThat(refused.counterexample().sentence()).isEqualTo("identifier order-1"));
        assertThat(without.covers(without)).isEqualTo(new Covered());
    }

    @Test
    void theFirstDifferenceIsTheOneThatIsNamed() {
        Authority other = authority(new Exactly("order-1"), Map.of("amount", usd("80"), "note", oneOf("x")));
        assertThat(BASE.covers(other).refusal()).contains(new Violation(Violation.LIMIT_EXCEEDED, "amount"));
    }

    @Test
    void aSessionFactIsCoveredByItselfAloneAndResolvesToOneValue() {
        Authority own = authority(new SameAs(SessionFact.SUBJECT), Map.of("by", new Constraint.SameAs(SessionFact.AGENT)));
        assertThat(own.covers(own)).isEqualTo(new Covered());
        assertThat(own.pinned()).isFalse();
        Authority resolved = own.resolve(Map.of(SessionFact.SUBJECT, "user-678", SessionFact.AGENT, "support-agent"));
        assertThat(resolved).isEqualTo(authority(new Exactly("user-678"), Map.of("by", oneOf("support-agent"))));
        assertThat(resolved.pinned()).isTrue();
        assertThat(own.resolve(Map.of(SessionFact.SUBJECT, "user-678")).pinned()).isFalse();
        assertThat(own.covers(resolved)).isInstanceOf(NotCovered.class);
        assertThat(resolved.covers(own)).isInstanceOf(NotCovered.class);
    }

    private static Authority authority(Identifiers identifier, Map<String, Constraint> parameters) {
        return new Authority(REFUNDS, TOOL, Optional.of(identifier), Map.of("create-refund", parameters));
    }
}

package dev.errand.toolscope;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.errand.toolscope.Constraint.OneOf;
import dev.errand.toolscope.Constraint.Pattern;
import dev.errand.toolscope.Constraint.Prefix;
import dev.errand.toolscope.Constraint.SameAs;
import dev.errand.toolscope.Fact.TextFact;

/** Containment between constraints that hold texts: each answer is exact, and a "no" comes with a text. */
final class TextContainment {

    private TextContainment() {}

    /** A text that the inner constraint holds and the outer one does not; for constraints that hold texts alone. */
    static Optional<Gap> gap(Constraint outer, Constraint inner) {
        return switch (inner) {
            case SameAs(SessionFact fact) -> sameAs(outer, fact);
            default -> outer instanceof SameAs(SessionFact fact) ? elsewhere(fact, inner) : outside(outer, inner);
        };
    }

    /** Whether a constraint holds this text; one that waits for a session fact holds none. */
    static boolean holds(Constraint constraint, String text) {
        return switch (constraint) {
            case OneOf(var values) -> values.contains(text);
            case Prefix(String start) -> text.startsWith(start);
            case Pattern pattern -> pattern.parsed().matches(text);
            case Constraint.Free() -> true;
            default -> false;
        };
    }

    /** A text that a constraint holds. */
    static String sample(Constraint constraint, Map<SessionFact, String> session) {
        return switch (constraint) {
            case OneOf(var values) -> values.first();
            case Prefix(String start) -> start;
            case Pattern pattern -> pattern.parsed().find(text -> true).orElseThrow();
            case SameAs(SessionFact fact) -> session.getOrDefault(fact, fact.word());
            default -> "anything";
        };
    }

    /** A text that a constraint does not hold. */
    static String outside(Constraint constraint) {
        return Stream.of("?", "!")
                .flatMap(mark -> IntStream.range(0, OneOf.MAX_VALUES + 1).mapToObj(i -> mark + i))
                .filter(text -> !holds(constraint, text))
                .findFirst()
                .orElseThrow();
    }

    /** The fact may be any text: one that the outer constraint does not hold, or not the other fact. */
    private static Optional<Gap> sameAs(Constraint outer, SessionFact fact) {
        if (outer.equals(new SameAs(fact))) {
            return Optional.empty();
        }
        String value = outside(outer);
        return Optional.of(new Gap(Violation.VALUE_NOT_ALLOWED, new TextFact(value), Map.of(fact, value)));
    }

    /** The fact may be another text than the one that the inner constraint holds. */
    private static Optional<Gap> elsewhere(SessionFact fact, Constraint inner) {
        String value = sample(inner, Map.of());
        return Optional.of(new Gap(Violation.VALUE_NOT_ALLOWED, new TextFact(value),
                Map.of(fact, outside(OneOf.exactly(value)))));
    }

    private static Optional<Gap> outside(Constraint outer, Constraint inner) {
        return text(outer, inner).flatMap(text -> Gap.notAllowed(new TextFact(text)));
    }

    private static Optional<String> text(Constraint outer, Constraint inner) {
        Predicate<String> notHeld = text -> !holds(outer, text);
        return switch (inner) {
            case OneOf(var values) -> values.stream().filter(notHeld).findFirst();
            case Prefix(String start) -> longer(outer, start).filter(notHeld).findFirst();
            case Pattern pattern -> switch (outer) {
                case Pattern wider -> wider.parsed().firstOutside(pattern.parsed());
                case Prefix(String start) -> pattern.parsed().firstWithout(start);
                default -> pattern.parsed().find(notHeld);
            };
            default -> Optional.of(sample(inner, Map.of()));
        };
    }

    /** Texts that begin so: more than any set of values, and longer than any pattern; of one prefix all are like the first. */
    private static Stream<String> longer(Constraint outer, String start) {
        int more = outer instanceof Prefix ? 1 : OneOf.MAX_VALUES + Identifiers.MAX_LENGTH + 1;
        return IntStream.range(0, more).mapToObj(i -> start + "0".repeat(i));
    }
}

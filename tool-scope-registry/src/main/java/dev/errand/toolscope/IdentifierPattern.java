package dev.errand.toolscope;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A parsed identifier pattern: parts that follow one another, neighbours of the same characters joined into one. Two of
 * them are equal if they match the same texts, however they are made.
 */
final class IdentifierPattern {

    /** Between {@code min} and {@code max} characters out of a set. */
    record Part(BitSet characters, int min, int max) {}

    private final PatternAutomaton automaton;
    private final int shortest;
    private final int longest;

    IdentifierPattern(List<Part> parts) {
        List<Part> joined = joined(parts);
        this.shortest = joined.stream().mapToInt(Part::min).sum();
        this.longest = joined.stream().mapToInt(Part::max).sum();
        if (this.longest > Identifiers.MAX_LENGTH) {
            throw new InvalidValue("pattern", "matches identifiers of more than 200 characters");
        }
        if (this.shortest == 0) {
            throw new InvalidValue("pattern", "matches the empty identifier");
        }
        this.automaton = PatternAutomaton.of(joined);
    }

    static IdentifierPattern parse(String pattern) {
        return new IdentifierPattern(new PatternReader(pattern).parts());
    }

    boolean matches(String text) {
        return this.automaton.matches(text);
    }

    /** The shortest text that the other pattern matches and this one does not. */
    Optional<String> firstOutside(IdentifierPattern other) {
        return PatternDifference.shortest(other.automaton, this.automaton);
    }

    /** A text that is matched and does not begin with the prefix. */
    Optional<String> firstWithout(String prefix) {
        int reached = PatternAutomaton.START;
        for (int i = 0; i < prefix.length(); i++) {
            String before = prefix.substring(0, i);
            if (this.automaton.accepts(reached)) {
                return Optional.of(before);
            }
            for (char c : PatternReader.LITERALS.toCharArray()) {
                int next = this.automaton.step(reached, c);
                if (c != prefix.charAt(i) && next != PatternAutomaton.DEAD) {
                    return this.automaton.find(before + c, next, text -> true);
                }
            }
            reached = this.automaton.step(reached, prefix.charAt(i));
        }
        return Optional.empty();
    }

    /** The first text matched that the test takes; as many texts are tried as it does not take. */
    Optional<String> find(Predicate<String> test) {
        return this.automaton.find("", PatternAutomaton.START, test);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdentifierPattern pattern && firstOutside(pattern).isEmpty()
                && pattern.firstOutside(this).isEmpty();
    }

    /** Of the texts, not of the parts: how long they are. */
    @Override
    public int hashCode() {
        return this.shortest * 31 + this.longest;
    }

    private static List<Part> joined(List<Part> parts) {
        List<Part> joined = new ArrayList<>();
        for (Part part : parts) {
            if (!joined.isEmpty() && joined.getLast().characters.equals(part.characters)) {
                Part last = joined.removeLast();
                joined.add(new Part(part.characters, last.min + part.min, last.max + part.max));
            } else {
                joined.add(part);
            }
        }
        return List.copyOf(joined);
    }
}

package dev.errand.toolscope;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import dev.errand.toolscope.IdentifierPattern.Part;

/**
 * A pattern as the deterministic automaton that reads its texts. An end can be reached from every state but
 * {@link #DEAD}, so that whatever was read so far can be completed.
 */
final class PatternAutomaton {

    /** Where a text leads that nothing can complete. */
    static final int DEAD = 0;

    static final int START = 1;

    private static final int CHARACTERS = 128;

    private final int[] classes;
    private final int[][] next;
    private final BitSet ends;

    private PatternAutomaton(int[] classes, int[][] next, BitSet ends) {
        this.classes = classes;
        this.next = next;
        this.ends = ends;
    }

    /**
     * @throws InvalidValue
     *             if so many states are needed that comparing patterns would be expensive
     */
    static PatternAutomaton of(List<Part> parts) {
        PatternPlaces places = new PatternPlaces(parts);
        List<String> letters = places.letters();
        int[] classes = new int[CHARACTERS];
        for (int i = 0; i < letters.size(); i++) {
            int letterClass = i;
            letters.get(i).chars().forEach(c -> classes[c] = letterClass);
        }
        PatternStates states = new PatternStates(places);
        List<int[]> next = new ArrayList<>();
        while (next.size() < states.count()) {
            int state = next.size();
            next.add(letters.stream().mapToInt(letter -> states.after(state, letter.charAt(0))).toArray());
        }
        return new PatternAutomaton(classes, next.toArray(int[][]::new), states.ends());
    }

    /** The kind of a character: the state after one of a kind is the state after any of it. */
    int kind(char c) {
        return this.classes[c];
    }

    int states() {
        return this.next.length;
    }

    /** The state after one more character, of whatever kind. */
    int step(int state, char c) {
        return PatternReader.LITERALS.indexOf(c) < 0 ? DEAD : this.next[state][this.classes[c]];
    }

    boolean accepts(int state) {
        return this.ends.get(state);
    }

    boolean matches(String text) {
        int state = START;
        for (int i = 0; i < text.length(); i++) {
            state = step(state, text.charAt(i));
        }
        return accepts(state);
    }

    /** Continues a text that reached this state until the test takes one; only texts that are matched are tried. */
    Optional<String> find(String text, int state, Predicate<String> test) {
        if (accepts(state) && test.test(text)) {
            return Optional.of(text);
        }
        for (char c : PatternReader.LITERALS.toCharArray()) {
            int reached = step(state, c);
            Optional<String> found = reached == DEAD ? Optional.empty() : find(text + c, reached, test);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}

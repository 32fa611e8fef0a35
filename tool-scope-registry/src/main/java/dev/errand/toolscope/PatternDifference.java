package dev.errand.toolscope;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;

/** Looks for a text that one pattern matches and another does not, the shortest first. */
final class PatternDifference {

    /** The states of both patterns after the same text. */
    private record Step(int in, int out, String text) {}

    private PatternDifference() {}

    static Optional<String> shortest(PatternAutomaton in, PatternAutomaton out) {
        char[] letters = letters(in, out);
        BitSet seen = new BitSet();
        Deque<Step> open = new ArrayDeque<>();
        open.add(new Step(PatternAutomaton.START, PatternAutomaton.START, ""));
        while (!open.isEmpty()) {
            Step step = open.removeFirst();
            if (in.accepts(step.in) && !out.accepts(step.out)) {
                return Optional.of(step.text);
            }
            for (char c : letters) {
                int inside = in.step(step.in, c);
                int outside = out.step(step.out, c);
                int pair = inside * out.states() + outside;
                if (inside != PatternAutomaton.DEAD && !seen.get(pair)) {
                    seen.set(pair);
                    open.add(new Step(inside, outside, step.text + c));
                }
            }
        }
        return Optional.empty();
    }

    /** One character of those that both patterns treat alike. */
    private static char[] letters(PatternAutomaton in, PatternAutomaton out) {
        BitSet kinds = new BitSet();
        StringBuilder letters = new StringBuilder();
        for (char c : PatternReader.LITERALS.toCharArray()) {
            int kind = in.kind(c) * PatternReader.LITERALS.length() + out.kind(c);
            if (!kinds.get(kind)) {
                kinds.set(kind);
                letters.append(c);
            }
        }
        return letters.toString().toCharArray();
    }
}

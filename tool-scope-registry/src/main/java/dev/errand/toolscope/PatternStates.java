package dev.errand.toolscope;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The states of a pattern's automaton as they are found: each stands for the places that a text has reached. */
final class PatternStates {

    /** So few that any two patterns can be compared at little cost; without ambiguity no pattern needs more than 202. */
    private static final int MOST = 1_000;

    private final PatternPlaces places;
    private final List<BitSet> states = new ArrayList<>();
    private final Map<BitSet, Integer> numbers = new HashMap<>();

    PatternStates(PatternPlaces places) {
        this.places = places;
        number(new BitSet());
        number(places.start());
    }

    int count() {
        return this.states.size();
    }

    /**
     * The state after one more character, found now or before.
     *
     * @throws InvalidValue
     *             if there are too many
     */
    int after(int state, char c) {
        return number(this.places.step(this.states.get(state), c));
    }

    /** The states that end a text. */
    BitSet ends() {
        BitSet ends = new BitSet();
        for (int state = 0; state < this.states.size(); state++) {
            ends.set(state, this.places.accepts(this.states.get(state)));
        }
        return ends;
    }

    private int number(BitSet reached) {
        Integer known = this.numbers.get(reached);
        if (known != null) {
            return known;
        }
        if (this.states.size() == MOST) {
            throw new InvalidValue("pattern", "is ambiguous in too many ways: one text fits many of its parts");
        }
        this.states.add(reached);
        this.numbers.put(reached, this.states.size() - 1);
        return this.states.size() - 1;
    }
}

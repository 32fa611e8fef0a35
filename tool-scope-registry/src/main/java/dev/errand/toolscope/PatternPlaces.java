package dev.errand.toolscope;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.errand.toolscope.IdentifierPattern.Part;

/**
 * The places that reading a text leads to in a pattern. A place stands for "so many characters of this part are read";
 * where a text fits the parts in several ways, several places are reached at once.
 */
final class PatternPlaces {

    private final List<Part> parts;

    /** Where the places of each part begin; one more for the end. */
    private final int[] first;

    PatternPlaces(List<Part> parts) {
        this.parts = List.copyOf(parts);
        this.first = new int[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            this.first[i + 1] = this.first[i] + parts.get(i).max() + 1;
        }
    }

    /** All characters, those together that belong to the same parts. */
    List<String> letters() {
        Map<BitSet, String> letters = new LinkedHashMap<>();
        for (char c : PatternReader.LITERALS.toCharArray()) {
            BitSet kind = new BitSet();
            for (int i = 0; i < this.parts.size(); i++) {
                kind.set(i, this.parts.get(i).characters().get(c));
            }
            letters.merge(kind, String.valueOf(c), String::concat);
        }
        return List.copyOf(letters.values());
    }

    /** The places before the first character. */
    BitSet start() {
        BitSet start = new BitSet();
        enter(start, 0, 0);
        return start;
    }

    boolean accepts(BitSet reached) {
        return reached.get(this.first[this.parts.size()]);
    }

    /** The places after one more character; none if the text cannot go on so. */
    BitSet step(BitSet reached, char c) {
        BitSet next = new BitSet();
        for (int part = 0; part < this.parts.size(); part++) {
            if (this.parts.get(part).characters().get(c)) {
                int begin = this.first[part];
                BitSet open = reached.get(begin, begin + this.parts.get(part).max());
                int inside = part;
                open.stream().forEach(read -> enter(next, inside, read + 1));
            }
        }
        return next;
    }

    /** Reaches a place, and where its part may end also the beginning of the next. */
    private void enter(BitSet places, int part, int read) {
        places.set(this.first[part] + read);
        if (part < this.parts.size() && read >= this.parts.get(part).min()) {
            enter(places, part + 1, 0);
        }
    }
}

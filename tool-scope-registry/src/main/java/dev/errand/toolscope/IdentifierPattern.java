package dev.errand.toolscope;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A parsed identifier pattern: parts that follow one another, neighbours of the same characters joined into one. Joined
 * parts make the comparison part by part independent of spelling.
 */
record IdentifierPattern(List<Part> parts) {

    /** Between {@code min} and {@code max} characters out of a set. */
    record Part(BitSet characters, int min, int max) {

        private boolean covers(Part other) {
            BitSet extra = (BitSet) other.characters.clone();
            extra.andNot(this.characters);
            return extra.isEmpty() && this.min <= other.min && other.max <= this.max;
        }

        /** The positions where this part can end, of those where it can begin. */
        private BitSet ends(BitSet begins, String text) {
            int[] run = new int[text.length() + 1];
            for (int i = text.length() - 1; i >= 0; i--) {
                run[i] = this.characters.get(text.charAt(i)) ? run[i + 1] + 1 : 0;
            }
            BitSet ends = new BitSet(text.length() + 1);
            for (int at = begins.nextSetBit(0); at >= 0; at = begins.nextSetBit(at + 1)) {
                if (run[at] >= this.min) {
                    ends.set(at + this.min, at + Math.min(this.max, run[at]) + 1);
                }
            }
            return ends;
        }
    }

    IdentifierPattern {
        parts = joined(parts);
        if (parts.stream().mapToInt(Part::max).sum() > Identifiers.MAX_LENGTH) {
            throw new InvalidValue("pattern", "matches identifiers of more than 200 characters");
        }
        if (parts.stream().mapToInt(Part::min).sum() == 0) {
            throw new InvalidValue("pattern", "matches the empty identifier");
        }
    }

    static IdentifierPattern parse(String pattern) {
        return new IdentifierPattern(new PatternReader(pattern).parts());
    }

    boolean matches(String text) {
        if (text.length() > Identifiers.MAX_LENGTH) {
            return false;
        }
        BitSet reached = new BitSet();
        reached.set(0);
        for (Part part : this.parts) {
            reached = part.ends(reached, text);
        }
        return reached.get(text.length());
    }

    boolean covers(IdentifierPattern other) {
        if (this.parts.size() != other.parts.size()) {
            return false;
        }
        for (int i = 0; i < this.parts.size(); i++) {
            if (!this.parts.get(i).covers(other.parts.get(i))) {
                return false;
            }
        }
        return true;
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

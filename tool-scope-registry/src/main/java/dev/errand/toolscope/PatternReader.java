package dev.errand.toolscope;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import dev.errand.toolscope.IdentifierPattern.Part;

/** Reads the pattern language of {@link Identifiers.Matching}, from left to right, once. */
final class PatternReader {

    private static final int MAX_PATTERN = 200;
    private static final List<String> RANGES = List
            .of("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    /** Every character that a pattern can match. */
    static final String LITERALS = String.join("", RANGES) + "-_./:@~";

    private final String text;
    private int at;

    PatternReader(String text) {
        this.text = text;
    }

    List<Part> parts() {
        if (this.text.isEmpty() || this.text.length() > MAX_PATTERN) {
            throw wrong("is empty or too long");
        }
        List<Part> parts = new ArrayList<>();
        while (this.at < this.text.length()) {
            parts.add(part());
        }
        return parts;
    }

    private Part part() {
        BitSet characters = take('[') ? characterClass() : single(literal());
        if (!take('{')) {
            return new Part(characters, 1, 1);
        }
        int min = number();
        int max = take(',') ? number() : min;
        if (!take('}') || max == 0 || min > max) {
            throw wrong("has a repetition that is not {n} or {m,n} with 0 < n and m <= n");
        }
        return new Part(characters, min, max);
    }

    private BitSet characterClass() {
        BitSet characters = new BitSet();
        do {
            char first = literal();
            if (first == '-' && peek() != ']') {
                throw wrong("has a hyphen that is neither a range nor the last of its class");
            }
            // Before the closing bracket a hyphen is itself, and anywhere else it makes a range.
            if (peek() == '-' && peekSecond() != ']') {
                this.at++;
                characters.set(first, range(first, literal()) + 1);
            } else {
                characters.set(first);
            }
        } while (!take(']'));
        return characters;
    }

    private char range(char first, char last) {
        boolean sameKind = RANGES.stream().anyMatch(kind -> kind.indexOf(first) >= 0 && kind.indexOf(last) >= 0);
        if (!sameKind || first > last) {
            throw wrong("has a range that is not of digits or of letters of one case, in order");
        }
        return last;
    }

    private char literal() {
        char c = peek();
        if (LITERALS.indexOf(c) < 0) {
            throw wrong("has a character that this pattern language does not know here");
        }
        this.at++;
        return c;
    }

    private int number() {
        int start = this.at;
        while (peek() >= '0' && peek() <= '9') {
            this.at++;
        }
        if (this.at == start || this.at - start > 3) {
            throw wrong("has a repetition without a number of at most three digits");
        }
        return Integer.parseInt(this.text, start, this.at, 10);
    }

    private boolean take(char c) {
        boolean there = peek() == c;
        this.at += there ? 1 : 0;
        return there;
    }

    private char peek() {
        return this.at < this.text.length() ? this.text.charAt(this.at) : 0;
    }

    private char peekSecond() {
        return this.at + 1 < this.text.length() ? this.text.charAt(this.at + 1) : 0;
    }

    private static BitSet single(char c) {
        BitSet characters = new BitSet();
        characters.set(c);
        return characters;
    }

    private static InvalidValue wrong(String problem) {
        return new InvalidValue("pattern", problem);
    }
}

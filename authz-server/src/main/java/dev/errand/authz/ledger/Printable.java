package dev.errand.authz.ledger;

import org.jspecify.annotations.Nullable;

/** Makes a caller's text fit a column: bounded, and without the control characters that would split a line of it. */
final class Printable {

    private static final char REPLACEMENT = '\uFFFD';

    private Printable() {}

    static @Nullable String clip(@Nullable String text, int max) {
        return text == null ? null : clipPresent(text, max);
    }

    /** Columns are measured in UTF-16 units, the longest measure of the databases; no pair is cut in two. */
    static String clipPresent(String text, int max) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), max));
        text.substring(0, end(text, max)).codePoints()
                .map(c -> Character.isISOControl(c) || isSurrogate(c) ? REPLACEMENT : c).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static int end(String text, int max) {
        if (text.length() <= max) {
            return text.length();
        }
        return Character.isSurrogatePair(text.charAt(max - 1), text.charAt(max)) ? max - 1 : max;
    }

    /** A half of a pair that stands alone: not encodable in UTF-8. */
    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}

package dev.errand.authz.ledger;

import org.jspecify.annotations.Nullable;

/** Makes a caller's text fit a column: bounded, and without the control characters that would split a line of it. */
final class Printable {

    private static final char REPLACEMENT = '\uFFFD';

    private Printable() {}

    static @Nullable String clip(@Nullable String text, int max) {
        return text == null ? null : clipPresent(text, max);
    }

    static String clipPresent(String text, int max) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), max));
        text.codePoints().map(c -> Character.isISOControl(c) || isSurrogate(c) ? REPLACEMENT : c).limit(max)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** A half of a pair that stands alone: not encodable in UTF-8. */
    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}

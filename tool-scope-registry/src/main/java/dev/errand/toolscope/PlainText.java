package dev.errand.toolscope;

import java.text.Normalizer;
import java.util.Optional;

/**
 * One line of text that reads the same to a person, a log and a program: NFC, no control or format characters (so no
 * bidirectional overrides and no joiners), no white space but single inner blanks, nothing that opens markup.
 */
public final class PlainText {

    private PlainText() {}

    /** What is wrong with the text, or nothing. Length is counted in UTF-16 units. */
    public static Optional<String> problem(String text, int maxLength) {
        if (text.isEmpty()) {
            return Optional.of("is empty");
        }
        if (text.length() > maxLength) {
            return Optional.of("is longer than " + maxLength + " characters");
        }
        if (!text.codePoints().allMatch(PlainText::allowed)) {
            return Optional.of("has a control, format, markup or unassigned character");
        }
        if (text.startsWith(" ") || text.endsWith(" ") || text.contains("  ")) {
            return Optional.of("has blanks at its ends or in a row");
        }
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            return Optional.of("is not in normalization form C");
        }
        return Optional.empty();
    }

    /**
     * Returns the text itself.
     *
     * @throws InvalidValue if there is a problem with it
     */
    public static String require(String member, String text, int maxLength) {
        problem(text, maxLength).ifPresent(problem -> {
            throw new InvalidValue(member, problem);
        });
        return text;
    }

    private static boolean allowed(int codePoint) {
        return codePoint != '<' && codePoint != '>' && switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }
}

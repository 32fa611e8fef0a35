package dev.errand.authz.console.editor;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a row of the editor can say about a parameter. A list is any of these but money, so many times. */
public enum ConstraintKind {

    MONEY, DECIMAL, INTEGER, BOOLEAN, EXACTLY, ONE_OF, PREFIX, PATTERN, SESSION, FREE;

    /** The lower-case word in the form and in the bundle's keys. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ConstraintKind> parse(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}

package dev.errand.toolscope;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a call under a scope does to the world. The rules for lifetime, uses and enforcement depend on it. */
public enum Effect {

    /** Changes nothing. */
    READ,

    /** Changes something that can be changed back. */
    WRITE,

    /** Changes something for good. */
    IRREVERSIBLE;

    /** The lower-case word in documents and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The effect of that word, compared exactly. */
    public static Optional<Effect> parse(String word) {
        return Stream.of(values()).filter(effect -> effect.word().equals(word)).findFirst();
    }
}

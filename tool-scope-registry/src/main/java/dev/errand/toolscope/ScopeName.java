package dev.errand.toolscope;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a tool scope, such as {@code write:refunds-under-50}; it is also the scope token of RFC 6749 §3.3. A name
 * stands for one registry entry: there is no hierarchy in it and no wildcard.
 */
public record ScopeName(String value) implements Comparable<ScopeName> {

    private static final int MAX_LENGTH = 64;
    private static final Pattern GRAMMAR = Pattern.compile("[a-z][a-z0-9-]*+:[a-z0-9][a-z0-9-]*+");

    /**
     * @throws InvalidValue
     *             if the text is no scope name
     */
    public ScopeName {
        if (!wellFormed(value)) {
            throw new InvalidValue("scope", "is not a scope name such as read:orders");
        }
    }

    /** The name that the text spells, or nothing if it is no scope name. */
    public static Optional<ScopeName> parse(String text) {
        return wellFormed(text) ? Optional.of(new ScopeName(text)) : Optional.empty();
    }

    private static boolean wellFormed(String text) {
        return text.length() <= MAX_LENGTH && GRAMMAR.matcher(text).matches();
    }

    @Override
    public int compareTo(ScopeName other) {
        return this.value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return this.value;
    }
}

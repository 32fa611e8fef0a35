package dev.errand.toolscope.composition;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.PlainText;

/** What compositions and rules are made of, checked, in an order that never changes. */
final class Members {

    private static final int MAX_DESCRIPTION = 200;
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_-]{0,63}+");

    private Members() {}

    static void named(String name, int version, String description) {
        word("name", name);
        if (version < 0) {
            throw new InvalidValue("version", "is negative");
        }
        PlainText.require("description", description, MAX_DESCRIPTION);
    }

    static void word(String member, String text) {
        if (!WORD.matcher(text).matches()) {
            throw new InvalidValue(member, "does not match [a-z][a-z0-9_-]{0,63}");
        }
    }

    static <T extends Comparable<T>> SortedSet<T> of(String member, SortedSet<T> values, int max, Consumer<T> check) {
        if (values.size() > max) {
            throw new InvalidValue(member, "has more than " + max + " elements");
        }
        values.forEach(check);
        return Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }
}

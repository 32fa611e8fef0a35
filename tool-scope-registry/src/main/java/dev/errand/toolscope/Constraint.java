package dev.errand.toolscope;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a scope says about one parameter of an action. A closed language, so that containment can be decided. */
public sealed interface Constraint {

    /** An amount of money no larger than {@code max}, in its currency. */
    record MoneyLimit(Money max) implements Constraint {}

    /** One of these texts, compared byte by byte. */
    record OneOf(SortedSet<String> values) implements Constraint {

        private static final int MAX_VALUES = 100;
        private static final int MAX_LENGTH = 200;

        /**
         * @throws InvalidValue
         *             if there is no value, there are more than 100, or one is not plain text
         */
        public OneOf {
            if (values.isEmpty() || values.size() > MAX_VALUES) {
                throw new InvalidValue("one_of", "does not have between 1 and " + MAX_VALUES + " values");
            }
            values.forEach(value -> PlainText.require("one_of", value, MAX_LENGTH));
            values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        }
    }

    /** Any text, or none. Money is never free: an amount passes only under a {@link MoneyLimit}. */
    record Free() implements Constraint {}
}

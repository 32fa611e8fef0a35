package dev.errand.toolscope;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a scope says about one parameter of an action: a set of values. A closed language, so that containment can be
 * decided, and every set has a member. Each kind holds values of one kind of {@link Fact}.
 */
public sealed interface Constraint {

    /** An amount of money no larger than {@code max}, in its currency. */
    record MoneyLimit(Money max) implements Constraint {}

    /** A decimal number from {@code min} to {@code max}, both included, compared by value. */
    record DecimalRange(BigDecimal min, BigDecimal max) implements Constraint {

        /**
         * @throws InvalidValue
         *             if a bound is negative or has more than 18 digits, or the range is empty
         */
        public DecimalRange {
            min = Numbers.bounded("min", min);
            max = Numbers.bounded("max", max);
            Numbers.requireOrder(min, max);
        }
    }

    /** A whole number from {@code min} to {@code max}, both included. */
    record IntegerRange(BigInteger min, BigInteger max) implements Constraint {

        /**
         * @throws InvalidValue
         *             if a bound is negative or has more than 18 digits, or the range is empty
         */
        public IntegerRange {
            Numbers.bounded("min", new BigDecimal(min));
            Numbers.bounded("max", new BigDecimal(max));
            Numbers.requireOrder(min, max);
        }
    }

    /** One of these truth values. */
    record Booleans(Set<Boolean> values) implements Constraint {

        /**
         * @throws InvalidValue
         *             if there is none
         */
        public Booleans {
            if (values.isEmpty()) {
                throw new InvalidValue("boolean", "is empty");
            }
            values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        }
    }

    /** One of these texts, compared byte by byte; an exact value is a set of one. */
    record OneOf(SortedSet<String> values) implements Constraint {

        static final int MAX_VALUES = 100;

        /**
         * @throws InvalidValue
         *             if there is no value, there are more than 100, or one is not plain text
         */
        public OneOf {
            if (values.isEmpty() || values.size() > MAX_VALUES) {
                throw new InvalidValue("one_of", "does not have between 1 and " + MAX_VALUES + " values");
            }
            values.forEach(value -> PlainText.require("one_of", value, Identifiers.MAX_LENGTH));
            values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        }

        /** Exactly this text. */
        public static OneOf exactly(String value) {
            return of(Set.of(value));
        }

        /** These texts, in whatever order. */
        public static OneOf of(Collection<String> values) {
            return new OneOf(new TreeSet<>(values));
        }
    }

    /** A text that begins with this one. */
    record Prefix(String value) implements Constraint {

        /**
         * @throws InvalidValue
         *             if it is empty or not plain text
         */
        public Prefix {
            PlainText.require("prefix", value, Identifiers.MAX_LENGTH);
        }
    }

    /** A text that matches a pattern of the language of {@link Identifiers.Matching}. Patterns of the same texts are equal. */
    record Pattern(String pattern) implements Constraint {

        /**
         * @throws InvalidValue
         *             if the pattern is not of that language
         */
        public Pattern {
            ParsedPatterns.parse(pattern);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pattern matching && parsed().equals(matching.parsed());
        }

        @Override
        public int hashCode() {
            return parsed().hashCode();
        }

        IdentifierPattern parsed() {
            return ParsedPatterns.parse(this.pattern);
        }
    }

    /** The text that a session fact is. Until it is {@linkplain Authority#resolve resolved}, no call satisfies it. */
    record SameAs(SessionFact fact) implements Constraint {}

    /** No more than so many values, each inside the constraint; none at all is inside too. */
    record ListOf(Constraint items, int maxItems) implements Constraint {

        private static final int MAX_ITEMS = 100;

        /**
         * @throws InvalidValue
         *             if items are lists or money (an amount is a parameter of its own, so that budgets can count it), or
         *             the bound is not between 1 and 100
         */
        public ListOf {
            if (items instanceof ListOf || items instanceof MoneyLimit) {
                throw new InvalidValue("items", "is a list or an amount of money");
            }
            if (maxItems < 1 || maxItems > MAX_ITEMS) {
                throw new InvalidValue("max_items", "is not between 1 and " + MAX_ITEMS);
            }
        }
    }

    /** Anything but money, or nothing. Money is never free: an amount passes only under a {@link MoneyLimit}. */
    record Free() implements Constraint {}

    /** The constraint in a few words, such as {@code at most 50.00 USD}; no part of any protocol. */
    default String words() {
        return ConstraintWords.of(this);
    }

    /** The same constraint with session facts in place of their names; one whose fact is not given stays as it is. */
    default Constraint resolve(Map<SessionFact, String> session) {
        return switch (this) {
            case SameAs(SessionFact fact) when session.get(fact) != null -> OneOf.exactly(session.get(fact));
            case ListOf(Constraint items, int maxItems) -> new ListOf(items.resolve(session), maxItems);
            default -> this;
        };
    }

    /** Whether it waits for a session fact. */
    default boolean open() {
        return switch (this) {
            case SameAs same -> true;
            case ListOf(Constraint items, int maxItems) -> items.open();
            default -> false;
        };
    }
}

package dev.errand.toolscope;

import java.util.Map;

import dev.errand.toolscope.Constraint.OneOf;

/**
 * The objects that an authority extends to, by identifier. Identifiers are compared byte by byte.
 */
public sealed interface Identifiers {

    /** The longest identifier, in UTF-16 units. */
    int MAX_LENGTH = 200;

    /** Whether this one identifier is among them. */
    default boolean contain(String identifier) {
        return TextContainment.holds(asConstraint(), identifier);
    }

    /** Whether all the others are among these: exact, for patterns too. */
    default boolean cover(Identifiers other) {
        return TextContainment.gap(asConstraint(), other.asConstraint()).isEmpty();
    }

    /** The constraint that holds the same texts. */
    default Constraint asConstraint() {
        return switch (this) {
            case Exactly(String value) -> OneOf.exactly(value);
            case Matching(String pattern) -> new Constraint.Pattern(pattern);
            case SameAs(SessionFact fact) -> new Constraint.SameAs(fact);
        };
    }

    /** The same identifiers with session facts in place of their names; one whose fact is not given stays as it is. */
    default Identifiers resolve(Map<SessionFact, String> session) {
        return this instanceof SameAs(SessionFact fact) && session.get(fact) != null
                ? new Exactly(session.get(fact))
                : this;
    }

    /**
     * The identifiers that match a pattern of a small language: ASCII letters, digits and {@code - _ . / : @ ~}
     * standing for themselves, character classes such as {@code [a-z0-9-]}, and after either a repetition {@code {n}}
     * or {@code {m,n}}. So {@code order-[0-9]{1,10}}. Two patterns are equal if they are made of equal parts, however
     * they are written: {@code [0-9][0-9]} equals {@code [0-45-9]{2}}. Matching takes time linear in the identifier.
     */
    record Matching(String pattern) implements Identifiers {

        /**
         * @throws InvalidValue
         *             if the pattern is not of that language
         */
        public Matching {
            ParsedPatterns.parse(pattern);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Matching matching && parsed().equals(matching.parsed());
        }

        @Override
        public int hashCode() {
            return parsed().hashCode();
        }

        private IdentifierPattern parsed() {
            return ParsedPatterns.parse(this.pattern);
        }
    }

    /** One identifier: plain text of at most 200 characters. */
    record Exactly(String value) implements Identifiers {

        /**
         * @throws InvalidValue
         *             if it is not plain text
         */
        public Exactly {
            PlainText.require("identifier", value, MAX_LENGTH);
        }
    }

    /** The one identifier that a session fact is. Until it is {@linkplain Authority#resolve resolved}, it is none. */
    record SameAs(SessionFact fact) implements Identifiers {}
}

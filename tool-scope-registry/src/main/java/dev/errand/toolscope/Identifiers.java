package dev.errand.toolscope;

/**
 * The objects that an authority extends to, by identifier. Identifiers are compared byte by byte.
 */
public sealed interface Identifiers {

    /** The longest identifier, in UTF-16 units. */
    int MAX_LENGTH = 200;

    /** Whether this one identifier is among them. */
    boolean contain(String identifier);

    /**
     * Whether all the others are among these. Between two patterns this is decided part by part (the same number of
     * parts, each with no more characters and no wider repetition), which is sound but may refuse what a person can see
     * to be contained: {@code a[0-9]{0,1}} is not found inside {@code a[0-9]{0,1}[0-9]{0,1}x{0,1}}.
     */
    boolean cover(Identifiers other);

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
            IdentifierPattern.parse(pattern);
        }

        @Override
        public boolean contain(String identifier) {
            return parts().matches(identifier);
        }

        @Override
        public boolean cover(Identifiers other) {
            return switch (other) {
                case Exactly(String value) -> contain(value);
                case Matching matching -> parts().covers(matching.parts());
            };
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Matching matching && parts().equals(matching.parts());
        }

        @Override
        public int hashCode() {
            return parts().hashCode();
        }

        private IdentifierPattern parts() {
            return IdentifierPattern.parse(this.pattern);
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

        @Override
        public boolean contain(String identifier) {
            return this.value.equals(identifier);
        }

        @Override
        public boolean cover(Identifiers other) {
            return equals(other);
        }
    }
}

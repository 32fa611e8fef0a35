package dev.errand.toolscope;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * The value that one parameter has in one call. Values of different kinds differ: the number 5 is not the text
 * {@code 5}.
 */
public sealed interface Fact {

    /** An amount of money. */
    record MoneyFact(Money money) implements Fact {}

    /** A text, exactly as the call holds it; it may be anything a caller sent. */
    record TextFact(String text) implements Fact {}

    /** A whole number. */
    record IntegerFact(BigInteger number) implements Fact {}

    /** A decimal number, compared by value. */
    record DecimalFact(BigDecimal number) implements Fact {}

    /** True or false. */
    record BooleanFact(boolean value) implements Fact {}

    /** Several values in their order; never of lists or of money. */
    record ListFact(List<Fact> items) implements Fact {

        /**
         * @throws InvalidValue
         *             if one of the values is a list or money
         */
        public ListFact {
            items = List.copyOf(items);
            if (items.stream().anyMatch(item -> item instanceof ListFact || item instanceof MoneyFact)) {
                throw new InvalidValue("items", "holds a list or money");
            }
        }
    }
}

package dev.errand.toolscope.enforce;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.errand.toolscope.Money;

/** The types of values that a fact can be taken from: each has one text, and no part that a fact would not see. */
final class Scalar {

    private static final Set<Class<?>> TYPES = Set.of(String.class, BigDecimal.class, BigInteger.class, UUID.class,
            Integer.class, int.class, Long.class, long.class, Short.class, short.class, Boolean.class, boolean.class);

    private static final int MOST_ZEROS = 100;

    private Scalar() {}

    static boolean is(Class<?> type) {
        return TYPES.contains(type) || type.isEnum();
    }

    /** The value's text, or nothing if it has no text of a reasonable length. */
    static Optional<String> text(Object value) {
        return switch (value) {
            case BigDecimal number -> Math.abs((long) number.scale()) > MOST_ZEROS
                    ? Optional.empty()
                    : Optional.of(number.toPlainString());
            case Enum<?> constant -> Optional.of(constant.name());
            default -> Optional.of(value.toString());
        };
    }

    /** The money that an amount of any of these types spells, if it does. */
    static Optional<Money> money(Object amount, String currency) {
        return switch (amount) {
            case BigDecimal number -> Money.of(number, currency);
            default -> text(amount).flatMap(digits -> Money.parse(digits, currency));
        };
    }
}

package dev.errand.toolscope.enforce;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.errand.toolscope.Fact;
import dev.errand.toolscope.Money;

/** The types of values that a fact can be taken from: no part of them is one that a fact would not see. */
final class Scalar {

    private static final Set<Class<?>> TYPES = Set.of(String.class, BigDecimal.class, BigInteger.class, UUID.class,
            Integer.class, int.class, Long.class, long.class, Short.class, short.class, Boolean.class, boolean.class);

    private static final int MOST_ZEROS = 100;

    private Scalar() {}

    static boolean is(Class<?> type) {
        return TYPES.contains(type) || type.isEnum();
    }

    /** Whether a fact can be taken from the type: a scalar, or a list of one kind of scalar. */
    static boolean isFact(Type type) {
        return switch (type) {
            case Class<?> one -> is(one);
            case ParameterizedType list -> list.getRawType() == List.class
                    && list.getActualTypeArguments()[0] instanceof Class<?> item && is(item);
            default -> false;
        };
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

    /** The value as a fact of its own kind, or nothing if it is too large or too fine for anyone to limit it. */
    static Optional<Fact> fact(Object value) {
        return switch (value) {
            case Boolean truth -> Optional.of(new Fact.BooleanFact(truth));
            case BigDecimal number -> text(number).map(digits -> new Fact.DecimalFact(number));
            case BigInteger number -> Optional.of(new Fact.IntegerFact(number));
            case Integer number -> Optional.of(integer(number));
            case Long number -> Optional.of(integer(number));
            case Short number -> Optional.of(integer(number));
            case List<?> values -> list(values);
            default -> text(value).map(Fact.TextFact::new);
        };
    }

    private static Fact integer(Number number) {
        return new Fact.IntegerFact(BigInteger.valueOf(number.longValue()));
    }

    /** A list with nothing in one of its places is malformed. */
    private static Optional<Fact> list(List<?> values) {
        List<Fact> items = values.stream()
                .flatMap(value -> Optional.ofNullable(value).flatMap(Scalar::fact).stream())
                .toList();
        return items.size() == values.size() ? Optional.of(new Fact.ListFact(items)) : Optional.empty();
    }

    /** The money that an amount of any of these types spells, if it does. */
    static Optional<Money> money(Object amount, String currency) {
        return switch (amount) {
            case BigDecimal number -> Money.of(number, currency);
            default -> text(amount).flatMap(digits -> Money.parse(digits, currency));
        };
    }
}

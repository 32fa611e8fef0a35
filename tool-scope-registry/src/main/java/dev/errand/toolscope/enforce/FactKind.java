package dev.errand.toolscope.enforce;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;

import dev.errand.toolscope.Constraint;

/**
 * What kind of value a fact has, which its declaration decides; a constraint of another kind refuses every call.
 *
 * @param word for people
 * @param list whether it is a list of such values
 */
record FactKind(String word, boolean list) {

    static final FactKind MONEY = new FactKind("an amount of money", false);

    private static final String TEXT = "a text";
    private static final String TRUTH = "true or false";
    private static final String DECIMAL = "a decimal number";
    private static final String WHOLE = "a whole number";
    private static final Set<Type> WHOLE_NUMBERS = Set.of(BigInteger.class, Integer.class, int.class, Long.class,
            long.class, Short.class, short.class);

    /** Of a value of that type, one that {@link Scalar#isFact} accepts. */
    static FactKind of(Type type) {
        return type instanceof ParameterizedType values
                ? new FactKind(word(values.getActualTypeArguments()[0]), true)
                : new FactKind(word(type), false);
    }

    private static String word(Type type) {
        if (type == Boolean.class || type == boolean.class) {
            return TRUTH;
        }
        if (type == BigDecimal.class) {
            return DECIMAL;
        }
        return WHOLE_NUMBERS.contains(type) ? WHOLE : TEXT;
    }

    /** Whether a value of this kind can be inside the constraint. */
    boolean fits(Constraint constraint) {
        return switch (constraint) {
            case Constraint.MoneyLimit limit -> equals(MONEY);
            case Constraint.ListOf(Constraint items, int most) -> list && new FactKind(word, false).fits(items);
            case Constraint.Free free -> !equals(MONEY);
            case Constraint.DecimalRange range -> is(DECIMAL);
            case Constraint.IntegerRange range -> is(WHOLE);
            case Constraint.Booleans truths -> is(TRUTH);
            case Constraint.OneOf values -> is(TEXT);
            case Constraint.Prefix prefix -> is(TEXT);
            case Constraint.Pattern pattern -> is(TEXT);
            case Constraint.SameAs fact -> is(TEXT);
        };
    }

    private boolean is(String kind) {
        return !list && word.equals(kind);
    }

    @Override
    public String toString() {
        return list ? "a list, each " + word : word;
    }
}

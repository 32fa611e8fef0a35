package dev.errand.toolscope;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decimal numbers as documents spell them: never negative, at most 18 digits, without needless ones. */
public final class Numbers {

    private static final int MAX_DIGITS = 18;
    private static final Pattern GRAMMAR = Pattern.compile("(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+");

    private Numbers() {}

    /** The number that a decimal string {@code (0|[1-9][0-9]*)(\.[0-9]+)?} of at most 18 digits spells. */
    public static Optional<BigDecimal> parse(String text) {
        if (text.length() > MAX_DIGITS + 1 || !GRAMMAR.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text)).filter(number -> number.precision() <= MAX_DIGITS);
    }

    /** The number at the smallest scale that holds it, so that equal numbers are equal. */
    static BigDecimal bounded(String member, BigDecimal number) {
        return fitted(number)
                .orElseThrow(() -> new InvalidValue(member, "is negative or has more than " + MAX_DIGITS + " digits"));
    }

    private static Optional<BigDecimal> fitted(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MAX_DIGITS) {
            // Bounds first: setScale on 1E+2000000000 would write all those digits out.
            return Optional.empty();
        }
        BigDecimal exact = number.stripTrailingZeros();
        BigDecimal plain = exact.setScale(Math.max(exact.scale(), 0));
        return plain.signum() >= 0 && plain.precision() <= MAX_DIGITS ? Optional.of(plain) : Optional.empty();
    }

    static <T extends Comparable<T>> void requireOrder(T min, T max) {
        if (min.compareTo(max) > 0) {
            throw new InvalidValue("min", "is larger than max, so that no value would be inside");
        }
    }
}

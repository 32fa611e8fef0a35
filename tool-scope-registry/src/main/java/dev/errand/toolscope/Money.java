package dev.errand.toolscope;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An amount in one ISO 4217 currency, never negative, at most 18 digits. The amount is held at the currency's own
 * scale, so that values that are equal are also equal as records and print alike: {@code 50} and {@code 50.00} USD.
 */
public record Money(BigDecimal amount, String currency) {

    private static final int MAX_DIGITS = 18;
    private static final Pattern GRAMMAR = Pattern.compile("(?:0|[1-9][0-9]*+)(?:\\.([0-9]++))?+");
    private static final Map<String, Integer> SCALES = Currency.getAvailableCurrencies()
            .stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Currency::getDefaultFractionDigits));

    /**
     * @throws InvalidValue
     *             if the currency is unknown or the amount does not fit it
     */
    public Money {
        if (!isCurrency(currency)) {
            throw new InvalidValue("currency", "is not an ISO 4217 code in upper case");
        }
        amount = fitted(amount, currency)
                .orElseThrow(() -> new InvalidValue("amount", "is negative, too long or too fine for its currency"));
    }

    /** Whether this is the upper-case code of a currency that has a scale. */
    public static boolean isCurrency(String code) {
        return SCALES.containsKey(code);
    }

    /**
     * The money that the two texts spell: a decimal string {@code (0|[1-9][0-9]*)(\.[0-9]+)?} no finer than the
     * currency, and the currency's code. Nothing if either is malformed.
     */
    public static Optional<Money> parse(String amount, String currency) {
        if (amount.length() > MAX_DIGITS + 1 || !isCurrency(currency) || !spelled(amount, scale(currency))) {
            return Optional.empty();
        }
        return of(new BigDecimal(amount), currency);
    }

    /** The money of that value, or nothing if there is no such money. Safe for numbers of any size. */
    public static Optional<Money> of(BigDecimal amount, String currency) {
        return isCurrency(currency)
                ? fitted(amount, currency).map(fitted -> new Money(fitted, currency))
                : Optional.empty();
    }

    /** The amount as a decimal string at the currency's scale. */
    public String amountText() {
        return this.amount.toPlainString();
    }

    private static boolean spelled(String amount, int scale) {
        var matcher = GRAMMAR.matcher(amount);
        if (!matcher.matches()) {
            return false;
        }
        String fraction = matcher.group(1);
        return fraction == null || fraction.length() <= scale;
    }

    private static Optional<BigDecimal> fitted(BigDecimal amount, String currency) {
        // Bounds first: setScale on 1E+2000000000 would write all those digits out.
        if (amount.signum() < 0 || Math.abs((long) amount.scale()) > MAX_DIGITS
                || (long) amount.precision() - amount.scale() > MAX_DIGITS - scale(currency)) {
            return Optional.empty();
        }
        BigDecimal exact = amount.stripTrailingZeros();
        return exact.scale() > scale(currency) ? Optional.empty() : Optional.of(exact.setScale(scale(currency)));
    }

    private static int scale(String currency) {
        return SCALES.getOrDefault(currency, 0);
    }
}

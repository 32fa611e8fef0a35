package dev.errand.sample.agent.oauth;

import java.math.BigDecimal;
import java.util.Map;

/**
 * The most that one parameter may be.
 *
 * @param max a decimal string such as {@code 20.00}
 * @param currency ISO 4217 code
 */
public record Limit(String max, String currency) {

    /** A limit in US dollars. */
    public static Limit usd(String max) {
        return new Limit(max, "USD");
    }

    /** The next amount above this limit: one cent more. */
    public String cent() {
        return new BigDecimal(max).add(new BigDecimal("0.01")).toPlainString();
    }

    Map<String, String> json() {
        return Map.of("max", max, "currency", currency);
    }

    @Override
    public String toString() {
        return max + " " + currency;
    }

}

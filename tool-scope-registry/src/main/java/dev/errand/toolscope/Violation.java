package dev.errand.toolscope;

/**
 * Why something lies outside an authority.
 *
 * @param reason
 *            a stable machine word, one of the constants here
 * @param parameter
 *            the parameter at fault, or {@code scope}, {@code location}, {@code action}, {@code identifier}
 */
public record Violation(String reason, String parameter) {

    public static final String LIMIT_EXCEEDED = "limit_exceeded";
    public static final String CURRENCY_MISMATCH = "currency_mismatch";
    public static final String VALUE_NOT_ALLOWED = "value_not_allowed";
    public static final String IDENTIFIER_NOT_ALLOWED = "identifier_not_allowed";
    public static final String ACTION_NOT_ALLOWED = "action_not_allowed";
    public static final String PARAMETER_MISSING = "parameter_missing";
    public static final String PARAMETER_UNKNOWN = "parameter_unknown";
    public static final String LOCATION_MISMATCH = "location_mismatch";
    public static final String SCOPE_MISMATCH = "scope_mismatch";
}

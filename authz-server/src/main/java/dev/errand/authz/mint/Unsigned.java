package dev.errand.authz.mint;

import java.util.Map;

/**
 * What a token would say, and no token.
 *
 * @param header the members of its header
 * @param claims its claims
 */
public record Unsigned(Map<String, Object> header, Map<String, Object> claims) {}

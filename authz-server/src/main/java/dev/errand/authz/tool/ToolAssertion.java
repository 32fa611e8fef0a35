package dev.errand.authz.tool;

import java.time.Instant;

/**
 * An assertion whose signature and claims are good; its one use is not yet claimed.
 *
 * @param resource the tool that signed it
 * @param jti its id
 * @param expiresAt its {@code exp}
 */
record ToolAssertion(String resource, String jti, Instant expiresAt) {

    /** The outcome of verifying an assertion. */
    sealed interface Check {}

    /** Good. */
    record Verified(ToolAssertion assertion) implements Check {}

    /** Not good. */
    record Rejected(ToolRefusal refusal) implements Check {}
}

package dev.errand.authz.tool;

import java.time.Instant;

/** The outcome of authenticating a tool. */
public sealed interface ToolCheck {

    /**
     * The tool is who it says it is; assertion and proof are used up.
     *
     * @param resource its resource URI
     * @param until when its assertion would be accepted no longer
     */
    record Authenticated(String resource, Instant until) implements ToolCheck {}

    /** It is not, or cannot show it. */
    record Refused(ToolRefusal refusal) implements ToolCheck {}
}

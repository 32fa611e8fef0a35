package dev.errand.authz.report;

/** The outcome of authenticating a tool. */
sealed interface ToolCheck {

    /**
     * The tool is who it says it is; assertion and proof are used up.
     *
     * @param resource its resource URI
     */
    record Authenticated(String resource) implements ToolCheck {}

    /** It is not, or cannot show it. */
    record Refused(ReportRefusal refusal) implements ToolCheck {}
}

package dev.errand.authz.grant;

import org.jspecify.annotations.Nullable;

/**
 * Why a grant gives nothing.
 *
 * @param kind what is wrong with it
 * @param reason the stable machine word
 * @param parameter the parameter at fault, if one can be named
 * @param alarmRun the run that an alarm is raised for, or null where the refusal is no sign of theft
 */
public record GrantRefusal(Kind kind, String reason, @Nullable String parameter, @Nullable String alarmRun) {

    /** What is wrong with a grant. */
    public enum Kind {
        /** A parameter is missing or has no acceptable form. */
        REQUEST,
        /** The authorization code or refresh token is no longer good. */
        GRANT,
        /** The subject token is not acceptable. */
        SUBJECT_TOKEN,
        /** The client may not use this grant. */
        CLIENT,
        /** The scope parameter. */
        SCOPE,
        /** The resource parameter. */
        TARGET,
        /** The authorization details. */
        DETAILS
    }

    /** A refusal that is no alarm. */
    public static GrantRefusal of(Kind kind, String reason, @Nullable String parameter) {
        return new GrantRefusal(kind, reason, parameter, null);
    }

    /** A refusal that shows that somebody else may hold the grant. */
    public static GrantRefusal alarm(Kind kind, String reason, @Nullable String runId) {
        return new GrantRefusal(kind, reason, null, runId);
    }
}

package dev.errand.authz.grant;

import org.jspecify.annotations.Nullable;

/**
 * Why a grant gives nothing.
 *
 * @param kind what is wrong with it
 * @param reason the stable machine word
 * @param parameter the parameter at fault, if one can be named
 * @param runId the run that the grant is known to be of, or null
 * @param alarming whether the refusal shows that somebody else may hold the run's secret, which nobody has recorded yet
 */
public record GrantRefusal(Kind kind, String reason, @Nullable String parameter, @Nullable String runId,
        boolean alarming) {

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
        return new GrantRefusal(kind, reason, parameter, null, false);
    }

    /** A refusal of a grant that is known to be of this run; no alarm, or one that is raised already. */
    public static GrantRefusal ofRun(Kind kind, String reason, String runId) {
        return new GrantRefusal(kind, reason, null, runId, false);
    }

    /** A refusal that shows that somebody else may hold the grant, and is an alarm if there is a run yet. */
    public static GrantRefusal alarm(Kind kind, String reason, @Nullable String runId) {
        return new GrantRefusal(kind, reason, null, runId, runId != null);
    }
}

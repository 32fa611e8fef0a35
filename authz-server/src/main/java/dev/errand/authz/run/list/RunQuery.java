package dev.errand.authz.run.list;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.run.RunState;

/**
 * Which runs to list; a filter that is null selects everything.
 *
 * @param state runs that are in this state now
 * @param agent runs of this {@code client_id}
 * @param subject runs for this user
 * @param session runs in the session with this {@code sid}
 */
public record RunQuery(@Nullable RunState state, @Nullable String agent, @Nullable String subject,
        @Nullable String session) {

    /** Every run. */
    public static RunQuery all() {
        return new RunQuery(null, null, null, null);
    }

    /** The runs of one session. */
    public static RunQuery inSession(String sid, @Nullable RunState state) {
        return new RunQuery(state, null, null, sid);
    }

    /** The runs for one user. */
    public static RunQuery forUser(String subject, @Nullable RunState state) {
        return new RunQuery(state, null, subject, null);
    }
}

package dev.errand.authz.session.list;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.session.Device;
import dev.errand.authz.session.UserSession;

/**
 * A session as lists show it.
 *
 * @param session the session
 * @param device what its browser said it is; null if it did not
 * @param lastActiveAt the user's latest request
 * @param live whether it is live at the time of the list, whether or not an end that passed is written down by now
 * @param endedAt when it ended, if it did
 * @param endReason why
 */
public record ListedSession(UserSession session, @Nullable Device device, Instant lastActiveAt, boolean live,
        @Nullable Instant endedAt,
        @Nullable String endReason) {

    /** Where it stands in the list. */
    public SessionPlace place() {
        return new SessionPlace(session.authTime(), session.sid());
    }
}

package dev.errand.authz.session;

import java.time.Instant;

/**
 * A session as it was when it was read.
 *
 * @param sid the random handle that goes into tokens; never the cookie
 * @param subject the user
 * @param authTime when the user logged in ({@code auth_time}, OpenID Connect Core §2)
 * @param idleEnd when it ends unless the user does something
 * @param absoluteEnd when it ends whatever the user does
 * @param method how the user logged in
 */
public record UserSession(String sid, String subject, Instant authTime, Instant idleEnd, Instant absoluteEnd,
        LoginMethod method) {

    /** When the session ends as things stand: the earlier of the two ends. */
    public Instant end() {
        return idleEnd.isBefore(absoluteEnd) ? idleEnd : absoluteEnd;
    }

    /** What it ends of once its time is over. */
    public SessionEnding ofTime() {
        return idleEnd.isBefore(absoluteEnd) ? SessionEnding.IDLE : SessionEnding.ABSOLUTE;
    }
}

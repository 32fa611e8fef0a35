package dev.errand.authz.console.session;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.admin.PathName;
import dev.errand.authz.console.Moment;
import dev.errand.authz.session.Device;
import dev.errand.authz.session.list.ListedSession;

/**
 * A session in a list: who, from where, whether it is live, since when, and when it ended or will unless the user does
 * something.
 */
public record SessionRow(String sid, String path, String subject, String subjectPath, @Nullable Device device, boolean live,
        @Nullable String reason,
        Moment opened, Moment lastActive, Moment ends) {

    /** The row of a session. */
    public static SessionRow of(ListedSession listed) {
        String sid = listed.session().sid();
        Instant ended = listed.endedAt();
        return new SessionRow(sid, PathName.of(sid), listed.session().subject(), PathName.of(listed.session().subject()),
                listed.device(), listed.live(), listed.endReason(), Moment.of(listed.session().authTime()),
                Moment.of(listed.lastActiveAt()),
                Moment.of(ended == null ? listed.session().end() : ended));
    }

    /** Enough of the id to tell it from others. */
    public String brief() {
        return sid.substring(0, Math.min(sid.length(), 8));
    }
}

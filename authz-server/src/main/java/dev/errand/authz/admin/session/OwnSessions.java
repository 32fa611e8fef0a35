package dev.errand.authz.admin.session;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.errand.authz.session.Sessions;
import dev.errand.authz.session.list.ListedSession;
import dev.errand.authz.session.list.SessionList;
import dev.errand.authz.session.list.SessionQuery;

/** A user's own sessions, to look at and to end. Thread-safe. */
@Component
public final class OwnSessions {

    private final SessionList list;
    private final Sessions sessions;

    OwnSessions(SessionList list, Sessions sessions) {
        this.list = list;
        this.sessions = sessions;
    }

    /** The newest live sessions of the user. */
    public List<ListedSession> live(String subject, int limit) {
        return list.newest(new SessionQuery(true, subject), null, limit);
    }

    /**
     * Ends the session and, in the same transaction, its runs, if it is the user's.
     *
     * @return whether it was, and nobody had ended it before
     */
    public boolean end(String sid, String subject) {
        return sessions.endOwn(sid, subject);
    }
}

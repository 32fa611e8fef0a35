package dev.errand.authz.admin.session;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.session.SessionEnding;
import dev.errand.authz.session.Sessions;
import dev.errand.authz.session.list.ListedSession;
import dev.errand.authz.session.list.SessionList;
import dev.errand.authz.session.list.SessionPlace;
import dev.errand.authz.session.list.SessionQuery;
import dev.errand.toolscope.json.Parsed;

/** Sessions, to look at and to end. Thread-safe. */
@Component
public final class SessionReports {

    /** Of how many values the cursor of a list of sessions consists. */
    public static final int CURSOR_PARTS = 2;

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final SessionList list;
    private final Sessions sessions;

    SessionReports(SessionList list, Sessions sessions) {
        this.list = list;
        this.sessions = sessions;
    }

    /** One page of the sessions, newest first. */
    public Parsed<Page<ListedSession>> page(SessionQuery query, PageRequest page) {
        Optional<SessionPlace> after = page.after().flatMap(SessionReports::place);
        if (page.after().isPresent() && after.isEmpty()) {
            return new Parsed.Malformed<>("after", "is no cursor of this list");
        }
        return new Parsed.Value<>(Page.of(list.newest(query, orNull(after), page.limit() + 1), page.limit(),
                one -> Cursor.of(one.session().authTime().toString(), one.session().sid())));
    }

    private static @Nullable SessionPlace orNull(Optional<SessionPlace> place) {
        return place.orElse(null);
    }

    /** No database has times without end. */
    private static Optional<SessionPlace> place(Cursor cursor) {
        try {
            return Optional.of(new SessionPlace(Instant.parse(cursor.part(0)), cursor.part(1)))
                    .filter(place -> place.openedAt().isAfter(FIRST) && place.openedAt().isBefore(LAST));
        } catch (DateTimeException ex) {
            return Optional.empty();
        }
    }

    /** The session of this {@code sid}, live or over. */
    public Optional<ListedSession> find(String sid) {
        return list.find(sid);
    }

    /**
     * Ends the session and, in the same transaction, its runs.
     *
     * @param by the administrator
     * @return whether nobody had ended it before
     */
    public boolean end(String sid, String by) {
        return sessions.end(sid, SessionEnding.ADMIN, by);
    }
}

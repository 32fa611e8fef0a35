package dev.errand.authz.session.list;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.session.Device;
import dev.errand.authz.session.LoginMethod;
import dev.errand.authz.session.UserSession;

import static dev.errand.authz.store.Columns.optionalTime;
import static dev.errand.authz.store.Columns.text;
import static dev.errand.authz.store.Columns.time;

/** Lists sessions, newest first, in one statement whose cost is the page's and not the table's. Thread-safe. */
@Component
public final class SessionList {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    public SessionList(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The sessions after a place.
     *
     * @param after the last one of the page before; null for the first page
     * @param limit how many at most
     */
    public List<ListedSession> newest(SessionQuery query, @Nullable SessionPlace after, int limit) {
        Instant now = clock.instant();
        SessionListStatement statement = new SessionListStatement(query, after, limit, now);
        return jdbc.sql(statement.sql()).params(statement.parameters()).query((row, _) -> read(row, now)).list();
    }

    /** The session, live or over. */
    public Optional<ListedSession> find(String sid) {
        Instant now = clock.instant();
        return jdbc.sql(SessionListStatement.COLUMNS + " sid = :sid").param("sid", sid)
                .query((row, _) -> read(row, now)).optional();
    }

    private static ListedSession read(ResultSet row, Instant now) throws SQLException {
        UserSession session = new UserSession(text(row, "sid"), text(row, "subject"), time(row, "auth_time"),
                time(row, "idle_end"), time(row, "absolute_end"), LoginMethod.of(text(row, "login_method")));
        Instant ended = optionalTime(row, "ended_at");
        boolean live = ended == null && now.isBefore(session.end());
        boolean unswept = ended == null && !live;
        return new ListedSession(session, device(row.getString("device")), time(row, "last_active_at"), live,
                unswept ? session.end() : ended,
                unswept ? session.ofTime().word() : row.getString("end_reason"));
    }

    private static @Nullable Device device(@Nullable String words) {
        return words == null ? null : new Device(words);
    }
}

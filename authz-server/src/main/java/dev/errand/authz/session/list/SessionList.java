package dev.errand.authz.session.list;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.session.Device;
import dev.errand.authz.session.LoginMethod;
import dev.errand.authz.session.UserSession;

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
        UserSession session = new UserSession(string(row, "sid"), string(row, "subject"), instant(row, "auth_time"),
                instant(row, "idle_end"), instant(row, "absolute_end"), LoginMethod.of(string(row, "login_method")));
        Instant ended = optional(row, "ended_at");
        boolean live = ended == null && now.isBefore(session.end());
        boolean unswept = ended == null && !live;
        return new ListedSession(session, device(row.getString("device")), instant(row, "last_active_at"), live,
                unswept ? session.end() : ended,
                unswept ? session.ofTime().word() : row.getString("end_reason"));
    }

    private static @Nullable Device device(@Nullable String words) {
        return words == null ? null : new Device(words);
    }

    private static String string(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(optional(row, column), column);
    }

    private static @Nullable Instant optional(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}

package dev.errand.authz.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code user_session}. A session is live while its state says so, its {@code idle_end} lies ahead, and it is
 * younger than every instant of {@link SessionCutoffs} that it is subject to.
 */
final class SessionRows {

    private static final String LIVE = """
            select sid, subject, auth_time, idle_end, absolute_end, login_method from user_session
            where state = 'live' and idle_end > :now and not exists (select 1 from session_not_before b
              where b.subject in ('', user_session.subject) and b.not_before >= user_session.auth_time) and\s""";

    private final JdbcClient jdbc;

    SessionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(UserSession session, String handleHash, @Nullable UpstreamLink link) {
        jdbc.sql("""
                insert into user_session (sid, handle_hash, subject, state, auth_time, last_active_at, idle_end,
                  absolute_end, login_method, upstream_issuer, upstream_subject, upstream_sid)
                values (:sid, :handleHash, :subject, 'live', :authTime, :authTime, :idleEnd, :absoluteEnd, :method,
                  :upstreamIssuer, :upstreamSubject, :upstreamSid)
                """).param("sid", session.sid()).param("handleHash", handleHash).param("subject", session.subject())
                .param("authTime", utc(session.authTime())).param("idleEnd", utc(session.idleEnd()))
                .param("absoluteEnd", utc(session.absoluteEnd())).param("method", session.method().word())
                .param("upstreamIssuer", link == null ? null : link.identity().issuer(), Types.VARCHAR)
                .param("upstreamSubject", link == null ? null : link.identity().subject(), Types.VARCHAR)
                .param("upstreamSid", link == null ? null : link.sid(), Types.VARCHAR).update();
    }

    /** Notes what the session's browser says of itself. */
    void describe(String sid, Device device) {
        jdbc.sql("update user_session set device = :device where sid = :sid").param("device", device.words())
                .param("sid", sid).update();
    }

    void renew(String sid, String handleHash) {
        jdbc.sql("update user_session set handle_hash = :handleHash where sid = :sid and state = 'live'")
                .param("handleHash", handleHash).param("sid", sid).update();
    }

    /** Moves the idle end of a live session; never back, and never past its absolute end. */
    boolean touch(String handleHash, Instant now, Instant idleEnd) {
        return jdbc.sql("""
                update user_session set last_active_at = greatest(last_active_at, :now),
                  idle_end = least(absolute_end, greatest(idle_end, :idleEnd))
                where handle_hash = :handleHash and state = 'live' and idle_end > :now
                """).param("now", utc(now)).param("idleEnd", utc(idleEnd)).param("handleHash", handleHash)
                .update() == 1;
    }

    Optional<UserSession> liveByHandle(String handleHash, Instant now) {
        return live("handle_hash = :key", handleHash, now);
    }

    Optional<UserSession> live(String sid, Instant now) {
        return live("sid = :key", sid, now);
    }

    Optional<UserSession> lockLive(String sid, Instant now) {
        return live("sid = :key for update", sid, now);
    }

    private Optional<UserSession> live(String where, String key, Instant now) {
        return jdbc.sql(LIVE + where).param("now", utc(now)).param("key", key).query((row, _) -> read(row)).optional();
    }

    /** The session of this handle, over or not, as long as nobody has ended it. */
    Optional<String> sidByHandle(String handleHash) {
        return jdbc.sql("select sid from user_session where handle_hash = :handleHash and state = 'live'")
                .param("handleHash", handleHash).query(String.class).optional();
    }

    /** The sessions of this user that nobody has ended, over or not, their rows locked. */
    List<String> lockOpenOf(String subject) {
        return jdbc.sql("""
                select sid from user_session where subject = :subject and state = 'live' order by sid for update
                """).param("subject", subject).query(String.class).list();
    }

    int countLiveOf(String subject, Instant now, int atMost) {
        return jdbc.sql("""
                select count(*) from (select 1 from user_session
                  where subject = :subject and state = 'live' and idle_end > :now
                  fetch first :atMost rows only) live
                """).param("subject", subject).param("now", utc(now)).param("atMost", atMost).query(Integer.class).single();
    }

    int countLive(Instant now, int atMost) {
        return jdbc.sql("""
                select count(*) from (select 1 from user_session where state = 'live' and idle_end > :now
                  fetch first :atMost rows only) live
                """).param("now", utc(now)).param("atMost", atMost).query(Integer.class).single();
    }

    boolean end(String sid, String reason, Instant now) {
        return jdbc.sql("""
                update user_session set state = 'ended', ended_at = :now, end_reason = :reason
                where sid = :sid and state = 'live'
                """).param("now", utc(now)).param("reason", reason).param("sid", sid).update() == 1;
    }

    /** Ends the session if its time is over on this node's clock and no request has moved its end meanwhile. */
    boolean endExpired(String sid, String reason, Instant now) {
        return jdbc.sql("""
                update user_session set state = 'ended', ended_at = :now, end_reason = :reason
                where sid = :sid and state = 'live' and idle_end <= :now
                """).param("now", utc(now)).param("reason", reason).param("sid", sid).update() == 1;
    }

    List<UserSession> expired(Instant now, int limit) {
        return jdbc.sql("""
                select sid, subject, auth_time, idle_end, absolute_end, login_method from user_session
                where state = 'live' and idle_end <= :now order by idle_end fetch first :limit rows only
                """).param("now", utc(now)).param("limit", limit).query((row, _) -> read(row)).list();
    }

    /** Whether there is such a session of this user, live or ended. */
    boolean isOf(String sid, String subject) {
        return jdbc.sql("select count(*) from user_session where sid = :sid and subject = :subject").param("sid", sid)
                .param("subject", subject).query(Integer.class).single() > 0;
    }

    /** Whose session it is, live or ended. */
    String subject(String sid) {
        return jdbc.sql("select subject from user_session where sid = :sid").param("sid", sid).query(String.class)
                .single();
    }

    private static UserSession read(ResultSet row) throws SQLException {
        return new UserSession(row.getString("sid"), row.getString("subject"), instant(row, "auth_time"),
                instant(row, "idle_end"), instant(row, "absolute_end"), LoginMethod.of(row.getString("login_method")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class), column).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

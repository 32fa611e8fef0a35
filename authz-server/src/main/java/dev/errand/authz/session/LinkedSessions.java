package dev.errand.authz.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.user.upstream.UpstreamIdentity;

/** Sessions by the provider's session or user that stands behind them. Thread-safe. */
@Component
public final class LinkedSessions {

    private final JdbcClient jdbc;

    public LinkedSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What stands behind a session that nobody has ended; empty after a built-in login. */
    public Optional<UpstreamLink> ofLive(String sid) {
        return link("sid = :sid and state = 'live'", sid);
    }

    /** What stands behind the session, live or ended. */
    public Optional<UpstreamLink> of(String sid) {
        return link("sid = :sid", sid);
    }

    private Optional<UpstreamLink> link(String where, String sid) {
        return jdbc.sql("""
                select upstream_issuer, upstream_subject, upstream_sid from user_session
                where upstream_issuer is not null and\s""" + where).param("sid", sid).query((row, _) -> read(row))
                .optional();
    }

    private static UpstreamLink read(ResultSet row) throws SQLException {
        return new UpstreamLink(new UpstreamIdentity(row.getString("upstream_issuer"), row.getString("upstream_subject")),
                row.getString("upstream_sid"));
    }

    /** Whether this session of the provider stands behind any of ours that nobody has ended. */
    public boolean isBehindAny(String issuer, String upstreamSid) {
        return jdbc.sql("""
                select count(*) from (select 1 from user_session where upstream_issuer = :issuer
                  and upstream_sid = :upstreamSid and state = 'live' fetch first 1 row only) live
                """).param("issuer", issuer).param("upstreamSid", upstreamSid).query(Integer.class).single() > 0;
    }

    /** Whether this session of the provider stands behind open ones of ours that are of another user of it. */
    public boolean isOfAnother(String issuer, String upstreamSid, String upstreamSubject) {
        return jdbc.sql("""
                select count(*) from (select 1 from user_session where upstream_issuer = :issuer
                  and upstream_sid = :upstreamSid and state = 'live' and upstream_subject <> :upstreamSubject
                  fetch first 1 row only) other
                """).param("issuer", issuer).param("upstreamSid", upstreamSid).param("upstreamSubject", upstreamSubject)
                .query(Integer.class).single() > 0;
    }

    /** Our open sessions behind which this one of the provider stands, their rows locked. */
    public List<String> lockOpenOfSession(String issuer, String upstreamSid) {
        return jdbc.sql("""
                select sid from user_session where upstream_issuer = :issuer and upstream_sid = :upstreamSid
                  and state = 'live' order by sid for update
                """).param("issuer", issuer).param("upstreamSid", upstreamSid).query(String.class).list();
    }

    /** Our open sessions behind which this user of the provider stands, their rows locked. */
    public List<String> lockOpenOfUser(UpstreamIdentity identity) {
        return jdbc.sql("""
                select sid from user_session where upstream_issuer = :issuer and upstream_subject = :upstreamSubject
                  and state = 'live' order by sid for update
                """).param("issuer", identity.issuer()).param("upstreamSubject", identity.subject()).query(String.class)
                .list();
    }
}

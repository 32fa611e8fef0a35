package dev.errand.authz.session.keycloak;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.errand.authz.store.Columns.text;
import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/** The table {@code realm_ending}. What the realm has ended is not in it any more. Statements join the caller's transaction. */
final class RealmEndingRows {

    private static final String SELECT = "select sid, issuer, upstream_sid, ended_at, attempts, next_at from realm_ending ";

    private final JdbcClient jdbc;

    RealmEndingRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is still to be ended: how often that was tried in vain, and until when nobody tries. */
    record Pending(String sid, String issuer, String upstreamSid, Instant endedAt, int attempts, Instant nextAt) {}

    /**
     * Files the realm's session behind ours.
     *
     * @param sid ours, which has ended at this time
     */
    void insert(String sid, String issuer, String upstreamSid, Instant endedAt) {
        jdbc.sql("""
                insert into realm_ending (sid, issuer, upstream_sid, ended_at, attempts, next_at)
                values (:sid, :issuer, :upstreamSid, :at, 0, :at)
                """).param("sid", sid).param("issuer", issuer).param("upstreamSid", upstreamSid).param("at", utc(endedAt))
                .update();
    }

    /** What is due at the realm of this issuer, the oldest first. */
    List<Pending> due(String issuer, Instant now, int limit) {
        return jdbc.sql(SELECT + "where issuer = :issuer and next_at <= :now order by next_at, sid fetch first :limit rows only")
                .param("issuer", issuer).param("now", utc(now)).param("limit", limit).query((row, _) -> pending(row)).list();
    }

    /** What was filed before this time, whatever realm it is about, the oldest first. */
    List<Pending> endedBefore(Instant before, int limit) {
        return jdbc.sql(SELECT + "where ended_at < :before order by ended_at, sid fetch first :limit rows only")
                .param("before", utc(before)).param("limit", limit).query((row, _) -> pending(row)).list();
    }

    /** Puts it off for everybody else; of several nodes one succeeds. */
    boolean claim(Pending pending, Instant until) {
        return jdbc.sql("update realm_ending set next_at = :until where sid = :sid and next_at = :seen")
                .param("until", utc(until)).param("sid", pending.sid()).param("seen", utc(pending.nextAt())).update() == 1;
    }

    void postpone(String sid, Instant until) {
        jdbc.sql("update realm_ending set next_at = :until, attempts = attempts + 1 where sid = :sid")
                .param("until", utc(until)).param("sid", sid).update();
    }

    /** The realm's session is over, whichever of ours it was filed for. */
    void over(Pending pending) {
        jdbc.sql("delete from realm_ending where issuer = :issuer and upstream_sid = :upstreamSid")
                .param("issuer", pending.issuer()).param("upstreamSid", pending.upstreamSid()).update();
    }

    /** Nobody tries it any more, or need not. */
    void drop(String sid) {
        jdbc.sql("delete from realm_ending where sid = :sid").param("sid", sid).update();
    }

    private static Pending pending(ResultSet row) throws SQLException {
        return new Pending(text(row, "sid"), text(row, "issuer"), text(row, "upstream_sid"),
                time(row, "ended_at"), row.getInt("attempts"), time(row, "next_at"));
    }
}

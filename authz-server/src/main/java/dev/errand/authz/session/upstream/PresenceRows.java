package dev.errand.authz.session.upstream;

import java.time.Instant;
import java.util.Locale;

import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.errand.authz.store.Columns.utc;

/**
 * The table {@code upstream_presence}, on whose rows a login and a logout of the same provider's session or user meet.
 * Both write the row before they look at or make sessions, so that the second of them sees what the first one did.
 */
final class PresenceRows {

    /** What a row is about: a session of the provider, or one of its users. */
    enum Kind {
        SID,
        SUB;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A row's key.
     *
     * @param issuer the provider
     * @param name its name for the session or user
     */
    record Presence(String issuer, Kind kind, String name) {}

    private final JdbcClient jdbc;

    PresenceRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a login by an ID token of this moment may go on; the row stays locked until the transaction ends. */
    boolean enter(Presence presence, Instant issuedAt, Instant forgotten) {
        appear(presence, forgotten);
        return update("""
                update upstream_presence set forgotten_at = greatest(forgotten_at, :forgotten)
                where issuer = :issuer and kind = :kind and name = :name and refused_until < :moment
                """, presence, forgotten, issuedAt) == 1;
    }

    /** Lets no login by an ID token of this moment or before go on from now on. */
    void refuse(Presence presence, Instant until, Instant forgotten) {
        int refused = 0;
        while (refused == 0) {
            // A row that was there may be removed for its age before it is written to, and then has to be made.
            appear(presence, forgotten);
            refused = update("""
                    update upstream_presence set forgotten_at = greatest(forgotten_at, :forgotten),
                      refused_until = greatest(refused_until, :moment)
                    where issuer = :issuer and kind = :kind and name = :name
                    """, presence, forgotten, until);
        }
    }

    private void appear(Presence presence, Instant forgotten) {
        update("""
                insert into upstream_presence (issuer, kind, name, refused_until, forgotten_at)
                values (:issuer, :kind, :name, :moment, :forgotten) on conflict do nothing
                """, presence, forgotten, Instant.EPOCH);
    }

    private int update(String sql, Presence presence, Instant forgotten, Instant moment) {
        return jdbc.sql(sql).param("issuer", presence.issuer()).param("kind", presence.kind().word())
                .param("name", presence.name()).param("forgotten", utc(forgotten)).param("moment", utc(moment))
                .update();
    }

    int forget(Instant now) {
        return jdbc.sql("delete from upstream_presence where forgotten_at <= :now")
                .param("now", utc(now)).update();
    }
}

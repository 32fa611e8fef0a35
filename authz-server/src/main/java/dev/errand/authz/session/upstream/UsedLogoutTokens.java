package dev.errand.authz.session.upstream;

import java.time.Duration;
import java.time.Instant;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.dpop.firstuse.UseKey;

import static dev.errand.authz.store.Columns.utc;

/**
 * The table {@code upstream_logout}. A use is part of the transaction that it is claimed in, which {@code FirstUse} is
 * not: where the endings fail, at their very commit, the provider comes again with the same token.
 */
final class UsedLogoutTokens {

    /** By how much this server's clock may be behind, for which a token that has expired is taken still. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    UsedLogoutTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Claims the use, in the caller's transaction; waits for another one that does. @return whether it is the first */
    boolean claim(LogoutToken token) {
        return jdbc.sql("insert into upstream_logout (token, forgotten_at) values (:token, :forgotten) on conflict do nothing")
                .param("token", UseKey.of("logout_token", token.issuer(), token.id()).digest())
                .param("forgotten", utc(token.end().plus(SKEW))).update() == 1;
    }

    int forget(Instant now) {
        return jdbc.sql("delete from upstream_logout where forgotten_at <= :now")
                .param("now", utc(now)).update();
    }
}

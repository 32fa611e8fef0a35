package dev.errand.authz.grant.exchange;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.grant.ActorToken;
import dev.errand.authz.keys.Issuer;
import dev.errand.dpop.firstuse.UseKey;

import static dev.errand.authz.store.Columns.utc;

/**
 * The table {@code actor_token}: which actor tokens opened a run. A use joins the issuance's transaction, so that one
 * that opened nothing is good until it expires. Thread-safe.
 */
@Component
final class ActorTokenUses {

    private final JdbcClient jdbc;
    private final Issuer issuer;

    ActorTokenUses(JdbcClient jdbc, Issuer issuer) {
        this.jdbc = jdbc;
        this.issuer = issuer;
    }

    /** Takes the token's one use. @return false if it was used before */
    boolean take(ActorToken token, String runId) {
        return jdbc.sql("""
                INSERT INTO actor_token (digest, run_id, expires_at) VALUES (:digest, :run, :expires)
                ON CONFLICT DO NOTHING
                """).param("digest", UseKey.of("actor_token", issuer.value(), token.jkt(), token.jti()).digest())
                .param("run", runId).param("expires", utc(token.expiresAt())).update() == 1;
    }
}

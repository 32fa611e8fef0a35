package dev.errand.authz.keys;

import java.text.ParseException;
import java.time.Instant;

import com.nimbusds.jose.jwk.ECKey;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.errand.authz.store.Columns.utc;

/** The table {@code signing_key}. */
final class SigningKeyRows {

    private final JdbcClient jdbc;

    SigningKeyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores the key unless this generation has one already: of several nodes that start at once, one key stays. */
    void insertIfAbsent(String purpose, int generation, ECKey key, Instant now) {
        jdbc.sql("""
                insert into signing_key (purpose, generation, kid, jwk, created_at)
                values (:purpose, :generation, :kid, :jwk, :createdAt)
                on conflict do nothing
                """).param("purpose", purpose).param("generation", generation).param("kid", key.getKeyID())
                .param("jwk", key.toJSONString()).param("createdAt", utc(now)).update();
    }

    ECKey newest(String purpose) {
        return parse(jdbc.sql("""
                select jwk from signing_key where purpose = :purpose order by generation desc
                fetch first 1 rows only
                """).param("purpose", purpose).query(String.class).single());
    }

    private static ECKey parse(String jwk) {
        try {
            return ECKey.parse(jwk);
        } catch (ParseException ex) {
            // Without the cause: its message may quote the key.
            throw new IllegalStateException("a stored signing key is not a JWK");
        }
    }
}

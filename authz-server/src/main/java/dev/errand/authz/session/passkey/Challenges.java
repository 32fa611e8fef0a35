package dev.errand.authz.session.passkey;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.Bytes;

import dev.errand.authz.secret.Secrets;
import dev.errand.authz.user.login.SealedWords;
import dev.errand.authz.user.login.SealedWords.Purpose;

import static dev.errand.authz.store.Columns.utc;

/**
 * Challenges of ceremonies. The browser keeps its own in a sealed cookie, so that asking for one leaves nothing here; a
 * ceremony that ends well uses it up, in the table {@code passkey_challenge}. Thread-safe.
 */
final class Challenges {

    static final Duration LIFE = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final SealedWords sealed;
    private final Secrets secrets;
    private final InstantSource clock;

    Challenges(JdbcClient jdbc, SealedWords sealed, Secrets secrets, InstantSource clock) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** A new challenge for this ceremony, sealed. */
    String next(String ceremony) {
        return sealed.seal(Purpose.PASSKEY_CEREMONY, secrets.next(), clock.instant().plus(LIFE), ceremony);
    }

    /** The challenge that was sealed for this ceremony, unless its time is over. */
    Optional<Bytes> open(String kept, String ceremony) {
        return sealed.open(Purpose.PASSKEY_CEREMONY, kept, clock.instant(), ceremony)
                .map(opened -> Bytes.fromBase64(opened.word()));
    }

    /** Uses the challenge up: of any number of calls one is told {@code true}. */
    boolean use(Bytes challenge) {
        Instant now = clock.instant();
        jdbc.sql("delete from passkey_challenge where forgotten_at <= :now").param("now", utc(now))
                .update();
        // Longer than it is good for: another node's clock may be behind this one's.
        return jdbc.sql("""
                insert into passkey_challenge (challenge_hash, forgotten_at) values (:hash, :forgotten)
                on conflict do nothing
                """).param("hash", CredentialStore.id(challenge))
                .param("forgotten", utc(now.plus(LIFE.multipliedBy(2)))).update() == 1;
    }
}

package dev.errand.authz.session.passkey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.Bytes;

import dev.errand.authz.user.login.LoginKey;

import static dev.errand.authz.store.Columns.utc;

/**
 * Challenges of ceremonies. The browser keeps its own in a sealed cookie, so that asking for one leaves nothing here; a
 * ceremony that ends well uses it up, in the table {@code passkey_challenge}. Thread-safe.
 */
final class Challenges {

    static final Duration LIFE = Duration.ofMinutes(5);

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{43})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");
    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final LoginKey key;
    private final SecureRandom random;
    private final InstantSource clock;

    Challenges(JdbcClient jdbc, LoginKey key, SecureRandom random, InstantSource clock) {
        this.jdbc = jdbc;
        this.key = key;
        this.random = random;
        this.clock = clock;
    }

    /** A new challenge for this purpose, sealed. */
    String next(String purpose) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String end = Long.toString(clock.instant().plus(LIFE).getEpochSecond());
        return challenge + "." + end + "." + seal(purpose, challenge, end);
    }

    /** The challenge that was sealed for this purpose, unless its time is over. */
    Optional<Bytes> open(String sealed, String purpose) {
        Matcher form = FORM.matcher(sealed);
        if (!form.matches() || Long.parseLong(form.group(2)) <= clock.instant().getEpochSecond()) {
            return Optional.empty();
        }
        String expected = seal(purpose, form.group(1), form.group(2));
        return MessageDigest.isEqual(ascii(expected), ascii(form.group(3)))
                ? Optional.of(Bytes.fromBase64(form.group(1)))
                : Optional.empty();
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

    private String seal(String purpose, String challenge, String end) {
        return key.hash("passkey challenge", purpose, challenge, end);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package dev.errand.authz.user.login;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key of keyed hashes around the login: one for all nodes, in the table {@code login_key}. What is hashed under it
 * can be recognised by this server and by nobody else. Thread-safe.
 */
@Component
public final class LoginKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final SecretKeySpec key;

    /** The key of this database, made now if there is none yet. */
    public LoginKey(JdbcClient jdbc, SecureRandom random) {
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        jdbc.sql("insert into login_key (id, secret) values (1, :secret) on conflict do nothing")
                .param("secret", Base64.getEncoder().encodeToString(fresh)).update();
        String stored = jdbc.sql("select secret from login_key where id = 1").query(String.class).single();
        this.key = new SecretKeySpec(Base64.getDecoder().decode(stored), ALGORITHM);
    }

    /**
     * The keyed hash of these words, base64url.
     *
     * @param purpose keeps what is hashed for one thing from being taken for another
     * @param words where one ends and the next begins is part of what is hashed
     */
    public String hash(String purpose, String... words) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            add(mac, purpose);
            for (String word : words) {
                add(mac, word);
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
        } catch (NoSuchAlgorithmException | InvalidKeyException ex) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, ex);
        }
    }

    private static void add(Mac mac, String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        mac.update(bytes);
    }

    @Override
    public String toString() {
        return "LoginKey";
    }
}

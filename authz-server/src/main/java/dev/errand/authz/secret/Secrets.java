package dev.errand.authz.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

import org.springframework.stereotype.Component;

/** Source of unguessable identifiers and secrets, base64url, and the hash under which they are stored. Thread-safe. */
@Component
public final class Secrets {

    private static final int BYTES = 32;
    private static final int FEW = 16;

    private final SecureRandom random;

    public Secrets(SecureRandom random) {
        this.random = random;
    }

    /** A new identifier or secret of 256 random bits. */
    public String next() {
        return next(BYTES);
    }

    /** A new identifier of 128 random bits, for ids that are looked at by people and are no secrets. */
    public String nextShort() {
        return next(FEW);
    }

    private String next(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The SHA-256 under which a secret is stored and looked up, base64url. */
    public static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every JDK has SHA-256", ex);
        }
    }
}

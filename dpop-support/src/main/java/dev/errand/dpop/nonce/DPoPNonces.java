package dev.errand.dpop.nonce;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stateless nonces of one server role (<a href="https://www.rfc-editor.org/rfc/rfc9449#section-8">RFC 9449 §8, §9</a>):
 * the MAC of role and current minute. A nonce is accepted in the minute it was issued and the one after, on every node
 * that has the key. The role is under the MAC, so that a tool's nonce says nothing at the issuer, even with one key for
 * both. Thread-safe.
 */
public final class DPoPNonces {

    /** How long a nonce can be accepted at most. */
    public static final Duration LONGEST_LIFE = Duration.ofMinutes(2);

    private static final int KEY_LENGTH = 32;
    private static final long BUCKET_SECONDS = 60;
    private static final String LABEL = "errand/dpop-nonce/v1";

    private final SecretKeySpec key;
    private final byte[] role;
    private final InstantSource clock;

    /**
     * @param key 32 random bytes, shared by all nodes of the role
     * @param role what the nonces are for, such as {@code issuer} or the tool's resource URI
     */
    public DPoPNonces(byte[] key, String role, InstantSource clock) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("a nonce key has 32 bytes");
        }
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.role = (LABEL + '\0' + role).getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /** The nonce to hand out now, 43 characters. */
    public String issue() {
        return nonce(bucket());
    }

    /** Whether this role issued the nonce in the current or the previous minute. */
    public boolean accepts(String nonce) {
        long bucket = bucket();
        byte[] presented = nonce.getBytes(StandardCharsets.UTF_8);
        boolean current = equal(presented, nonce(bucket));
        boolean previous = equal(presented, nonce(bucket - 1));
        return current || previous;
    }

    private long bucket() {
        return Math.floorDiv(clock.instant().getEpochSecond(), BUCKET_SECONDS);
    }

    private static boolean equal(byte[] presented, String expected) {
        return MessageDigest.isEqual(presented, expected.getBytes(StandardCharsets.US_ASCII));
    }

    private String nonce(long bucket) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(role);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(bucket).array());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("HmacSHA256 is missing", missing);
        }
    }
}

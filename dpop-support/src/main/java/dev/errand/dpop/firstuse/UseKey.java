package dev.errand.dpop.firstuse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What may be used once, as a digest of fixed size.
 *
 * @param kind what sort of thing it is: 1 to 32 lower-case letters, digits, {@code _} or {@code -}
 * @param digest base64url of a SHA-256, 43 characters
 */
public record UseKey(String kind, String digest) {

    private static final Pattern KIND = Pattern.compile("[a-z0-9_-]{1,32}");
    private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** Refuses what the stores' columns could not hold. */
    public UseKey {
        if (!KIND.matcher(kind).matches() || !DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("not a use key of kind " + kind);
        }
    }

    /** The key of these parts. Each is hashed with its length before it, so that no two lists of parts collide. */
    public static UseKey of(String kind, String... parts) {
        MessageDigest sha256 = sha256();
        update(sha256, kind);
        for (String part : parts) {
            update(sha256, part);
        }
        return new UseKey(kind, Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest()));
    }

    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is missing", missing);
        }
    }
}

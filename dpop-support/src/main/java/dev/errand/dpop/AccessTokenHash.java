package dev.errand.dpop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The claim {@code ath} (<a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.2">RFC 9449 §4.2</a>). */
public final class AccessTokenHash {

    private AccessTokenHash() {}

    /** The SHA-256 of the token's text, in base64url. */
    public static String of(String token) {
        try {
            return Base64Url
                    .encode(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is missing", missing);
        }
    }

    /** Whether this is the token's hash, written exactly as {@link #of} writes it. */
    public static boolean matches(String token, String hash) {
        return MessageDigest.isEqual(of(token).getBytes(StandardCharsets.US_ASCII),
                hash.getBytes(StandardCharsets.UTF_8));
    }
}

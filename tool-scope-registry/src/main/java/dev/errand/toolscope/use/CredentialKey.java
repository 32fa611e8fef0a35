package dev.errand.toolscope.use;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What a credential is remembered by: SHA-256, base64url, over the length-prefixed kind, tool, issuer and {@code jti}
 * (RFC 7519 §4.1.7). The issuer belongs to it, so that no issuer can use up another's credentials, and the lengths do,
 * so that no two credentials share a key. The credential itself is not stored.
 *
 * @param digest 43 characters of base64url
 */
public record CredentialKey(String digest) {

    private static final int LENGTH = 43;

    /** Checks the form. */
    public CredentialKey {
        if (digest.length() != LENGTH) {
            throw new IllegalArgumentException("a credential key is a base64url SHA-256 of " + LENGTH + " characters");
        }
    }

    /**
     * The key of one credential.
     *
     * @param tool the tool's resource indicator, the credential's {@code aud}
     * @param issuer its {@code iss}
     * @param jti its {@code jti}
     */
    public static CredentialKey of(String tool, String issuer, String jti) {
        MessageDigest sha256 = sha256();
        for (String part : new String[] {"credential", tool, issuer, jti}) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            sha256.update(bytes);
        }
        return new CredentialKey(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

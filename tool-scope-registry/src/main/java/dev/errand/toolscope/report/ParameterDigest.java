package dev.errand.toolscope.report;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.errand.toolscope.CallFacts;

/**
 * The digest under which a call's arguments appear in the ledger: HMAC-SHA-256, base64url, over their canonical JSON
 * (RFC 8785). Equal calls have equal digests; without the tool's key nobody learns an argument by trying values.
 * Immutable.
 */
public final class ParameterDigest {

    private static final String HMAC = "HmacSHA256";
    private static final int SHORTEST_KEY = 32;
    private static final byte[] PURPOSE = "errand/parameter-digest/v1".getBytes(StandardCharsets.UTF_8);

    private final SecretKeySpec key;

    /**
     * Digests under a key derived from the tool's.
     *
     * @param toolKey a secret of this tool, at least 32 bytes, the same on all its nodes; it may serve other purposes
     */
    public ParameterDigest(byte[] toolKey) {
        if (toolKey.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("the tool's key has at least " + SHORTEST_KEY + " bytes");
        }
        this.key = new SecretKeySpec(hmac(new SecretKeySpec(toolKey, HMAC), PURPOSE), HMAC);
    }

    /** The digest of all bound arguments of a call, 43 characters. */
    public String of(CallFacts call) {
        byte[] digest = hmac(key, CanonicalCall.of(call).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static byte[] hmac(SecretKeySpec key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}

package dev.errand.authz.grant.refresh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

import org.springframework.stereotype.Component;

/**
 * Seals an answer for whoever has the refresh token that it answered, and for nobody else: AES-256-GCM under a key that
 * HKDF-SHA-256 (RFC 5869) makes of the token itself. Neither the token's stored hash nor any key of this server opens it.
 * Thread-safe.
 */
@Component
final class AnswerSeal {

    private static final byte[] INFO = "errand/refresh-retry/v1".getBytes(StandardCharsets.US_ASCII);
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random;

    AnswerSeal(SecureRandom random) {
        this.random = random;
    }

    /** Seals the answer; it opens for this token and this run alone. */
    String seal(String refreshToken, String runId, String answer) {
        // One key seals more than once where a transaction failed: the nonce is never to be the same.
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, refreshToken, runId, nonce);
            byte[] sealed = cipher.doFinal(answer.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("an answer cannot be sealed", ex);
        }
    }

    /** The answer; empty if it was not sealed for this token and run, or is damaged. */
    Optional<String> open(String refreshToken, String runId, String sealed) {
        byte[] bytes = Base64.getUrlDecoder().decode(sealed);
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, refreshToken, runId, nonce);
            return Optional.of(new String(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES),
                    StandardCharsets.UTF_8));
        } catch (AEADBadTagException ex) {
            return Optional.empty();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("an answer cannot be opened", ex);
        }
    }

    private static Cipher cipher(int mode, String refreshToken, String runId, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key(refreshToken), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(runId.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static SecretKey key(String refreshToken) throws GeneralSecurityException {
        byte[] secret = refreshToken.getBytes(StandardCharsets.UTF_8);
        return KDF.getInstance("HKDF-SHA256").deriveKey("AES",
                HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(INFO, KEY_BYTES));
    }
}

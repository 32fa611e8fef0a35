package dev.errand.sample.agent.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** A code verifier and its S256 challenge (RFC 7636 §4). */
final class Pkce {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final String verifier;

    Pkce(String verifier) {
        this.verifier = verifier;
    }

    static Pkce random(SecureRandom random) {
        return new Pkce(RandomText.bits256(random));
    }

    String verifier() {
        return verifier;
    }

    String challenge() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return BASE64URL.encodeToString(sha256.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

}

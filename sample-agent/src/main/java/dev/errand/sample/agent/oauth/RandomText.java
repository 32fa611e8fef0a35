package dev.errand.sample.agent.oauth;

import java.security.SecureRandom;
import java.util.Base64;

/** Unguessable text. */
public final class RandomText {

    private RandomText() {}

    /** 256 bits in base64url: 43 characters. */
    public static String bits256(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

}

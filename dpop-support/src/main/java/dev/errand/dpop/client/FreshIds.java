package dev.errand.dpop.client;

import java.security.SecureRandom;
import java.util.Base64;

/** Identifiers of 128 random bits (RFC 9449 §4.2 wants at least 96 for {@code jti}). */
final class FreshIds {

    private static final int LENGTH = 16;

    private final SecureRandom random;

    FreshIds(SecureRandom random) {
        this.random = random;
    }

    String next() {
        byte[] id = new byte[LENGTH];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}

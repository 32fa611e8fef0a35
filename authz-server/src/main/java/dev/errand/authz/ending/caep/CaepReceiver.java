package dev.errand.authz.ending.caep;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * Where security events are pushed to.
 *
 * @param url the receiver's endpoint (RFC 8935 §2)
 * @param audience the {@code aud} of its tokens
 * @param bearerToken what authenticates this server there; null for nothing
 */
public record CaepReceiver(URI url, String audience, @Nullable String bearerToken) {

    private static final int MAX_URL = 512;

    public CaepReceiver {
        if (url.getHost() == null || url.toString().length() > MAX_URL || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a receiver of events is a URL with a host, of at most 512 characters: " + url);
        }
        if (audience.isBlank()) {
            throw new IllegalArgumentException("a receiver of events needs an audience: " + url);
        }
    }

    /** What its deliveries are filed under. */
    String name() {
        return url.toString();
    }

    @Override
    public String toString() {
        return "CaepReceiver[" + url + "]";
    }
}

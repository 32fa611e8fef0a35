package dev.errand.authz.ending.caep;

import java.net.URI;
import java.util.regex.Pattern;

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

    /** RFC 6750 §2.1. */
    private static final Pattern B68TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    public CaepReceiver {
        if (url.getHost() == null || url.toString().length() > MAX_URL || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "a receiver of events is a URL with a host and without a user, of at most 512 characters: " + shown(url));
        }
        if (audience.isBlank()) {
            throw new IllegalArgumentException("a receiver of events needs an audience: " + shown(url));
        }
        if (bearerToken != null && !B68TOKEN.matcher(bearerToken).matches()) {
            throw new IllegalArgumentException("the bearer token for a receiver of events has other characters than letters,"
                    + " digits, -._~+/ and = at the end: " + shown(url));
        }
    }

    /** What its deliveries are filed under. */
    String name() {
        return url.toString();
    }

    /** What logs and alarms call it: scheme, host and path. What else an address has may be a secret. */
    public String shown() {
        return shown(url);
    }

    /** Likewise of a receiver that deliveries are filed under this name for, and that may be configured no more. */
    static String shown(String name) {
        return shown(URI.create(name));
    }

    private static String shown(URI url) {
        return url.getScheme() + "://" + url.getHost() + url.getRawPath();
    }

    @Override
    public String toString() {
        return "CaepReceiver[" + shown() + "]";
    }
}

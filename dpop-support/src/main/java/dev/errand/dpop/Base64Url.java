package dev.errand.dpop;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Base64url as JOSE has it (RFC 7515 §2): no padding, no other alphabet, no stray bits, so one text per value. */
final class Base64Url {

    private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9_-]+");

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes, if the text is not empty and is exactly what {@link #encode} makes of them. */
    static Optional<byte[]> decode(String text) {
        if (!ALPHABET.matcher(text).matches() || text.length() % 4 == 1) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    }
}

package dev.errand.dpop;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

/**
 * A proof that is well-formed, and nothing more: no member has been checked.
 *
 * @param compact the JWS as received
 * @param header its header
 * @param claims its payload
 * @param key the key in the header, or null if there is none that could be used
 */
record ReceivedProof(String compact, Map<String, Object> header, Map<String, Object> claims, @Nullable ECKey key) {

    /** The key, after it was checked that there is one. */
    ECKey publicKey() {
        if (key == null) {
            throw new IllegalStateException("the key was not checked");
        }
        return key;
    }

    /** A claim that is a string. */
    Optional<String> text(String claim) {
        return claims.get(claim) instanceof String value ? Optional.of(value) : Optional.empty();
    }

    /** A claim that is a whole number of seconds since 1970, not after the year 9999. */
    Optional<Long> seconds(String claim) {
        return claims.get(claim) instanceof Long value && value >= 0 && value <= 253_402_300_799L
                ? Optional.of(value)
                : Optional.empty();
    }

    byte[] signingInput() {
        return compact.substring(0, compact.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    Base64URL signature() {
        return new Base64URL(compact.substring(compact.lastIndexOf('.') + 1));
    }
}

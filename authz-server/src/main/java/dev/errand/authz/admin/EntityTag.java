package dev.errand.authz.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A strong entity tag (RFC 9110 §8.8.3): it changes with whatever the thing's representation says.
 *
 * @param value the tag without its quotes
 */
public record EntityTag(String value) {

    private static final int BYTES = 16;

    /** The tag of a thing that is represented by this text. */
    public static EntityTag of(String representation) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(representation.getBytes(StandardCharsets.UTF_8));
            return new EntityTag(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every JDK has SHA-256", ex);
        }
    }

    /** As the header {@code ETag} has it. */
    public String header() {
        return '"' + value + '"';
    }
}

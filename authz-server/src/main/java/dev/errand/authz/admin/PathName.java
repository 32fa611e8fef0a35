package dev.errand.authz.admin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How any name becomes one segment of a path: itself where that is safe, else a tilde and the base64url of its UTF-8. A
 * tool's name is a URI, and a slash in a path, escaped or not, is refused before it reaches anybody.
 */
public final class PathName {

    /** What needs no escape; not only dots, which are no name but a direction. */
    private static final Pattern PLAIN = Pattern.compile("(?!\\.+$)[A-Za-z0-9._:@-]{1,255}");
    private static final char ESCAPE = '~';

    private PathName() {}

    /** The segment that stands for the name. */
    public static String of(String name) {
        return PLAIN.matcher(name).matches()
                ? name
                : ESCAPE + Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The name that the segment stands for; empty if it is none that {@link #of} makes. */
    public static Optional<String> read(String segment) {
        Optional<String> name = segment.isEmpty() || segment.charAt(0) != ESCAPE
                ? Optional.of(segment)
                : decoded(segment.substring(1));
        return name.filter(one -> of(one).equals(segment));
    }

    private static Optional<String> decoded(String base64) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(base64));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (IllegalArgumentException | CharacterCodingException ex) {
            return Optional.empty();
        }
    }
}

package dev.errand.dpop;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The URI of a request as {@code htu} has it: normalised by
 * <a href="https://www.rfc-editor.org/rfc/rfc3986#section-6.2">RFC 3986 §6.2.2 and §6.2.3</a>, without query and
 * fragment (RFC 9449 §4.3). Two targets are equal exactly if their normal forms are. Immutable.
 */
public final class HttpTarget {

    // The authority allows neither userinfo nor anything outside ASCII: such a URI has no one reading.
    private static final Pattern SYNTAX = Pattern
            .compile("(?i)(https?)://([a-z0-9._~!$&'()*+;=-]+|\\[[0-9a-f:.]+])(?::([0-9]{0,5}))?(/[^?#]*)?([?#].*)?");
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e&&[^\\\\]]{1,4096}");

    private final String origin;
    private final String path;

    private HttpTarget(String origin, String path) {
        this.origin = origin;
        this.path = path;
    }

    /** Reads and normalises a URI; empty if it is no absolute http(s) URI in plain ASCII without userinfo. */
    public static Optional<HttpTarget> parse(String uri) {
        Matcher parts = SYNTAX.matcher(uri);
        if (!VISIBLE_ASCII.matcher(uri).matches() || !parts.matches()) {
            return Optional.empty();
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String host = parts.group(2).toLowerCase(Locale.ROOT);
        String path = parts.group(4) == null ? "/" : parts.group(4);
        return port(scheme, parts.group(3)).flatMap(
                port -> UriPath.normalise(path).map(normal -> new HttpTarget(scheme + "://" + host + port, normal)));
    }

    /** The port with its colon, empty if it is the scheme's own. */
    private static Optional<String> port(String scheme, @Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return Optional.of("");
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65_535 || digits.startsWith("0")) {
            return Optional.empty();
        }
        boolean usual = port == (scheme.equals("https") ? 443 : 80);
        return Optional.of(usual ? "" : ":" + port);
    }

    /** Scheme, host and port (RFC 6454 §4), the port only if it is not the scheme's own. */
    public String origin() {
        return origin;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HttpTarget target && target.origin.equals(origin) && target.path.equals(path);
    }

    @Override
    public int hashCode() {
        return Objects.hash(origin, path);
    }

    /** The normal form. */
    @Override
    public String toString() {
        return origin + path;
    }
}

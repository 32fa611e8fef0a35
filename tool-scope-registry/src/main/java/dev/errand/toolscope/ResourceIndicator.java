package dev.errand.toolscope;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The URI that names a tool (RFC 8707 §2) in the only spelling that is registered: absolute http or https, scheme and
 * host in lower case, no default port, no user information, query, fragment, percent-encoding, dot segment or trailing
 * slash. Because one resource has one spelling, everything else may compare it as a string.
 */
public final class ResourceIndicator {

    private static final int MAX_LENGTH = 255;
    private static final Pattern FORM = Pattern.compile("""
            (https?+)://([a-z0-9][a-z0-9.-]*+|\\[[0-9a-f:]++])(?::([1-9][0-9]{0,4}+))?+\
            ((?:/[A-Za-z0-9._~!$'()*+,;=:@-]++)*+)""");
    private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.{1,2}(?:/|$)");

    private ResourceIndicator() {}

    /** What keeps the URI from being registered, or nothing. */
    public static Optional<String> problem(String uri) {
        Matcher parts = FORM.matcher(uri);
        if (uri.length() > MAX_LENGTH || !parts.matches()) {
            return Optional.of("is not an absolute http or https URI in canonical form without user information, query,"
                    + " fragment, percent-encoding or trailing slash");
        }
        if (DOT_SEGMENT.matcher(parts.group(4)).find()) {
            return Optional.of("has a dot segment");
        }
        return host(parts.group(2)).or(() -> port(parts.group(1), parts.group(3)));
    }

    /**
     * Returns the URI itself.
     *
     * @throws InvalidValue if it may not be registered
     */
    public static String require(String member, String uri) {
        problem(uri).ifPresent(problem -> {
            throw new InvalidValue(member, problem);
        });
        return uri;
    }

    private static Optional<String> host(String host) {
        boolean label = host.contains("..") || host.endsWith(".") || host.endsWith("-") || host.contains("-.")
                || host.contains(".-");
        return label ? Optional.of("has a host that is not a name") : Optional.empty();
    }

    private static Optional<String> port(String scheme, @Nullable String port) {
        if (port == null) {
            return Optional.empty();
        }
        int number = Integer.parseInt(port);
        boolean implied = number == (scheme.equals("https") ? 443 : 80);
        return implied || number > 65_535
                ? Optional.of("has a port that is the default or out of range")
                : Optional.empty();
    }
}

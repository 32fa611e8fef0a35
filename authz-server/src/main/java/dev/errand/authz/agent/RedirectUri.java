package dev.errand.authz.agent;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Which addresses may be registered for sending a browser back (RFC 9700 §2.1, RFC 8252 §7). */
final class RedirectUri {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    private RedirectUri() {}

    /**
     * Refuses what is not an absolute URI without fragment under {@code https}, loopback {@code http} or a private-use
     * scheme, which has a dot in it: {@code javascript} and {@code data} have none.
     */
    static void check(String value) {
        if (!isAllowed(value)) {
            throw new IllegalArgumentException("not an address to send a browser back to: " + value);
        }
    }

    static boolean isAllowed(String value) {
        try {
            return isAllowed(new URI(value));
        } catch (URISyntaxException ex) {
            return false;
        }
    }

    private static boolean isAllowed(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean allowed = switch (scheme) {
            case "https" -> uri.getHost() != null;
            case "http" -> uri.getHost() != null && LOOPBACK.contains(uri.getHost());
            default -> scheme.contains(".");
        };
        return allowed && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
    }
}

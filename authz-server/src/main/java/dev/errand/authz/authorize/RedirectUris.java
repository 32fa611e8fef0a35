package dev.errand.authz.authorize;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;

/**
 * Compares redirect URIs: as exact strings (RFC 9700 §2.1), but for the port of a loopback IP literal, which a native
 * app picks when it starts (RFC 8252 §7.3).
 */
final class RedirectUris {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

    /** What is stored with a request, and leaves room in the header that it comes back in. */
    private static final int MAX_LENGTH = 2000;

    private static final int MAX_PORT = 65_535;

    private RedirectUris() {}

    static boolean isRegistered(String presented, List<String> registered) {
        return presented.length() <= MAX_LENGTH && (registered.contains(presented)
                || registered.stream().anyMatch(one -> differsInLoopbackPortOnly(presented, one)));
    }

    private static boolean differsInLoopbackPortOnly(String presented, String registered) {
        try {
            URI one = new URI(presented);
            URI other = new URI(registered);
            return LOOPBACK.contains(String.valueOf(one.getHost())) && "http".equals(one.getScheme())
                    && one.getPort() <= MAX_PORT && presented.equals(withPort(other, one.getPort()));
        } catch (URISyntaxException ex) {
            return false;
        }
    }

    /** Rebuilt from the registered one alone, so that nothing of the presented one but the port can differ. */
    private static String withPort(URI registered, int port) {
        String authority = port < 0 ? registered.getHost() : registered.getHost() + ":" + port;
        String query = registered.getRawQuery() == null ? "" : "?" + registered.getRawQuery();
        return registered.getScheme() + "://" + authority + registered.getRawPath() + query;
    }
}

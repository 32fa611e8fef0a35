package dev.errand.authz.user.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Something whose failed logins are counted.
 *
 * @param key its keyed hash
 * @param kind {@code account}, {@code browser} or {@code address}
 * @param subject whose browser it is
 * @param limit the failure that the first wait follows
 */
record Counter(String key, String kind, @Nullable String subject, int limit) {

    private static final String ACCOUNT = "account";
    private static final String BROWSER = "browser";
    private static final String ADDRESS = "address";
    private static final int IPV6_NETWORK = 8;

    /** An account by what was typed, whether there is such an account or not. */
    static Counter account(LoginKey key, String username, LoginLimits limits) {
        return new Counter(key.hash(ACCOUNT, username), ACCOUNT, null, limits.failures());
    }

    static Counter device(LoginKey key, String subject, String device, LoginLimits limits) {
        return new Counter(key.hash(BROWSER, subject, device), BROWSER, subject, limits.failures());
    }

    static Counter address(LoginKey key, String address, LoginLimits limits) {
        return new Counter(key.hash(ADDRESS, network(address)), ADDRESS, null, limits.failuresPerAddress());
    }

    boolean isOfAddress() {
        return kind.equals(ADDRESS);
    }

    /** Whoever has one address of IPv6 has all of its /64. */
    private static String network(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? Base64.getEncoder().encodeToString(Arrays.copyOf(parsed.getAddress(), IPV6_NETWORK))
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException ex) {
            return address;
        }
    }
}

package dev.errand.authz.fetch;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are somebody's on the public Internet, after the IANA registries of special-purpose addresses
 * (RFC 6890). Of IPv6 only global unicast counts, and a translation of an IPv4 address where that one does.
 */
final class PublicAddress {

    private static final List<Range> RESERVED = Stream.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23",
            "2001:db8::/32", "3fff::/20").map(Range::of).toList();

    private static final Range GLOBAL_UNICAST = Range.of("2000::/3");

    /** RFC 6052 §2.1: the IPv4 address is the last 32 bits. */
    private static final Range NAT64 = Range.of("64:ff9b::/96");

    /** RFC 3056 §2: the IPv4 address follows the prefix. */
    private static final Range SIX_TO_FOUR = Range.of("2002::/16");

    private PublicAddress() {}

    private record Range(int length, int bits, BigInteger prefix) {

        static Range of(String notation) {
            String[] parts = notation.split("/", 2);
            byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
            int bits = Integer.parseInt(parts[1]);
            return new Range(address.length, bits, prefix(address, bits));
        }

        boolean contains(byte[] address) {
            return address.length == length && prefix(address, bits).equals(prefix);
        }

        private static BigInteger prefix(byte[] address, int bits) {
            return new BigInteger(1, address).shiftRight(address.length * Byte.SIZE - bits);
        }
    }

    static boolean isPublic(InetAddress address) {
        return isPublic(address.getAddress());
    }

    private static boolean isPublic(byte[] address) {
        if (NAT64.contains(address)) {
            return isPublic(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return isPublic(Arrays.copyOfRange(address, 2, 6));
        }
        boolean routed = address.length == 4 || GLOBAL_UNICAST.contains(address);
        return routed && RESERVED.stream().noneMatch(range -> range.contains(address));
    }
}

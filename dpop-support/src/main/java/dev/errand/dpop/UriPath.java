package dev.errand.dpop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Normal form of the path of an http URI (RFC 3986 §6.2.2.2 percent-encoding, then §6.2.2.3 dot segments). */
final class UriPath {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String OTHERS_ALLOWED = "!$&'()*+,;=:@/";

    private UriPath() {}

    /** The normal form of a path that begins with a slash; empty if a character or escape is not allowed. */
    static Optional<String> normalise(String path) {
        StringBuilder normal = new StringBuilder(path.length());
        int i = 0;
        while (i < path.length()) {
            char c = path.charAt(i);
            if (c == '%') {
                int octet = octet(path, i + 1);
                if (octet < 0) {
                    return Optional.empty();
                }
                append(normal, octet);
                i += 3;
            } else if (unreserved(c) || OTHERS_ALLOWED.indexOf(c) >= 0) {
                normal.append(c);
                i++;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(withoutDotSegments(normal.toString()));
    }

    private static int octet(String path, int at) {
        if (at + 2 > path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(at), 16);
        int low = Character.digit(path.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static void append(StringBuilder normal, int octet) {
        if (unreserved((char) octet)) {
            normal.append((char) octet);
        } else {
            normal.append('%').append(upperHex(octet >> 4)).append(upperHex(octet & 15));
        }
    }

    private static char upperHex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }

    private static boolean unreserved(char c) {
        return UNRESERVED.indexOf(c) >= 0;
    }

    /** RFC 3986 §5.2.4 for an absolute path. Empty segments count: two slashes are not one. */
    private static String withoutDotSegments(String path) {
        Deque<String> kept = new ArrayDeque<>();
        Iterator<String> segments = List.of(path.substring(1).split("/", -1)).iterator();
        while (segments.hasNext()) {
            String segment = segments.next();
            boolean dots = segment.equals(".") || segment.equals("..");
            if (segment.equals("..")) {
                kept.pollLast();
            }
            if (!dots) {
                kept.addLast(segment);
            } else if (!segments.hasNext()) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }
}

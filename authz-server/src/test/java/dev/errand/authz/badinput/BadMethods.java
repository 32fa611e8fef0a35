package dev.errand.authz.badinput;

import java.util.stream.Stream;

/** Methods that the endpoint does not have, and versions that nobody has. */
final class BadMethods {

    private BadMethods() {}

    static Stream<Badness> all() {
        Stream<Badness> known = Stream.of("GET", "HEAD", "OPTIONS", "POST")
                .map(method -> Badness.odd("method " + method, r -> r.method(method)));
        Stream<Badness> others = Stream.of("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FROB", "get", "post", "GE(T",
                "P\u00f6ST", "A".repeat(5_000)).map(
                        method -> Badness.refused("method " + BadBodies.visible(method),
                                r -> r.method(method)));
        Stream<Badness> versions = Stream.of("HTTP/3.0", "HTTP/1.9", "HTTP/x", "XTTP/1.1", "HTTP/1.1 HTTP/1.1")
                .map(version -> Badness.refused("version " + version, r -> r.version(version)).alsoAllowing(505));
        return Stream.of(known, others, versions, overrides()).flatMap(kinds -> kinds);
    }

    private static Stream<Badness> overrides() {
        return Stream.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
                .map(name -> Badness.odd(name, r -> r.header(name, "DELETE")));
    }
}

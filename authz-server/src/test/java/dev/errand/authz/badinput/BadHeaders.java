package dev.errand.authz.badinput;

import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Headers: too many, too long, empty, doubled, not decodable, about another host, asking for what cannot be served. */
final class BadHeaders {

    private BadHeaders() {}

    static Stream<Badness> all() {
        return Stream.of(sizes(), framing(), hosts(), values(), negotiation(), credentials()).flatMap(kinds -> kinds);
    }

    private static Stream<Badness> sizes() {
        String cookies = IntStream.range(0, 10_000).mapToObj(i -> "c" + i + "=1").collect(Collectors.joining("; "));
        String someCookies = IntStream.range(0, 300).mapToObj(i -> "c" + i + "=1").collect(Collectors.joining("; "));
        return Stream.of(Badness.refused("a header of 33 KB", r -> r.header("X-Long", "x".repeat(33_000))),
                Badness.refused("headers of 1 MB", r -> repeated(r, 100, 10_000)),
                Badness.refused("1,000 headers", r -> repeated(r, 1_000, 1)),
                Badness.refused("10,000 cookies", r -> r.plus("Cookie", cookies)),
                Badness.odd("300 cookies", r -> r.plus("Cookie", someCookies)),
                Badness.refused("a header name of 33 KB", r -> r.header("x".repeat(33_000), "1")));
    }

    private static WireRequest repeated(WireRequest request, int times, int length) {
        WireRequest more = request;
        for (int i = 0; i < times; i++) {
            more = more.plus("X-" + i, "x".repeat(length));
        }
        return more;
    }

    private static Stream<Badness> framing() {
        return Stream.of(Badness.refused("Content-Length -1", r -> r.header("Content-Length", "-1")),
                Badness.refused("Content-Length x", r -> r.header("Content-Length", "x")),
                Badness.refused("Content-Length 1e9 digits", r -> r.header("Content-Length", "9".repeat(400))),
                Badness.refused("two Content-Lengths", r -> r.plus("Content-Length", "1").plus("Content-Length", "2")),
                Badness.odd("Content-Length beside chunks", r -> r.plus("Content-Length", "4").inChunks()),
                Badness.refused("Transfer-Encoding gzip", r -> r.plus("Transfer-Encoding", "gzip")).alsoAllowing(501),
                Badness.refused("Transfer-Encoding made up", r -> r.plus("Transfer-Encoding", "frob")).alsoAllowing(501),
                Badness.refused("chunked not last", r -> r.plus("Transfer-Encoding", "chunked, gzip")).alsoAllowing(501),
                Badness.odd("chunk of no length", r -> r.plus("Transfer-Encoding", "chunked")
                        .body("zz\r\n\r\n")),
                Badness.refused("a header without a colon", r -> r.plus("Connection", "close\r\nfrob")),
                Badness.refused("a header name with a blank", r -> r.plus("X Y", "1")),
                Badness.odd("a folded header", r -> r.plus("X-Folded", "a\r\n b")),
                odd("Expect", "100-continue"), odd("Expect", "200-maybe"), odd("Connection", "upgrade, frob"),
                odd("Upgrade", "h2c"), odd("Upgrade", "websocket"), odd("Content-Encoding", "gzip"),
                odd("Content-Encoding", "frob"), odd("Trailer", "Host"), odd("TE", "trailers, deflate;q=x"));
    }

    private static Stream<Badness> hosts() {
        Stream<Badness> absurd = Stream.of("a b", "[::", "evil.example:99999", "evil.example:x", "<script>", "a,b",
                "%00", "h\u00e4", "-", "evil.example/path", "user@evil.example")
                .map(host -> Badness.odd("Host " + BadBodies.visible(host), r -> r.header("Host", host)));
        return Stream.concat(absurd, Stream.of(
                Badness.odd("Host empty", r -> r.header("Host", "")),
                Badness.odd("Host of 20,000 characters", r -> r.header("Host", "a".repeat(20_000))),
                Badness.odd("Host of another", r -> r.header("Host", "evil.example")),
                Badness.refused("two Hosts", r -> r.plus("Host", "localhost").plus("Host", "evil.example")),
                odd("Forwarded", "for=1;host=evil.example;proto=gopher"), odd("X-Forwarded-Host", "evil.example"),
                odd("X-Forwarded-Port", "99999999999"), odd("X-Forwarded-Proto", "gopher"),
                odd("X-Forwarded-For", "x".repeat(5_000)), odd("X-Forwarded-Prefix", "//evil.example/..%00"),
                odd("X-Original-URL", "/admin"), odd("X-Rewrite-URL", "/admin")));
    }

    private static Stream<Badness> values() {
        return Stream.of("Accept", "Content-Type", "Cookie", "Origin", "X-CSRF-TOKEN").flatMap(
                name -> Stream.of("", "\0", "\u0085", "\u00ff\u00fe", "\"", ";;;,,,=", "a".repeat(9_000))
                        .map(value -> odd(name, value)));
    }

    private static Stream<Badness> negotiation() {
        return Stream.of(odd("Accept", "image/png"), odd("Accept", "frob"), odd("Accept", "*/*;q=abc"),
                odd("Accept", "text/html"), odd("Accept", "application/xml, text/csv;q=0"), odd("Accept-Charset", "utf-7"),
                odd("Accept-Language", "xx-" + "y".repeat(100)), odd("Accept-Encoding", "identity;q=0, *;q=0"),
                odd("Range", "bytes=99999999-"), odd("Range", "bytes=5-1"), odd("Range", "bytes=-"),
                odd("Range", "frobs=0-1"), odd("Range", "bytes=" + "0-0,".repeat(2_000)),
                odd("If-Modified-Since", "yesterday"), odd("If-None-Match", "W/\"" + "x".repeat(1_000)),
                odd("Origin", "null"), odd("Origin", "https://evil.example"), odd("Access-Control-Request-Method", "FROB"),
                odd("Sec-Fetch-Dest", "frob"), odd("Content-Disposition", "form-data; name=\"x"));
    }

    private static Stream<Badness> credentials() {
        return Stream.of(odd("Authorization", ""), odd("Authorization", "Basic"), odd("Authorization", "Basic !!!"),
                odd("Authorization", "Bearer x.y.z"), odd("Authorization", "DPoP"), odd("Authorization", "DPoP x.y.z"),
                odd("Authorization", "DPoP " + "x".repeat(20_000)), odd("Authorization", "DPoP \u0085.\u00ff.x"),
                odd("DPoP", ""), odd("DPoP", "x.y.z"), odd("DPoP", "x".repeat(20_000)), odd("DPoP", "\u0085"),
                odd("DPoP", "e30.e30.e30"), odd("Cookie", "__Host-errand_session=\u0085"), odd("Cookie", "errand_session"),
                odd("Cookie", "__Host-errand_session=%00; __Host-errand_session=2"), odd("Cookie", "__Host-errand_target=%%%"),
                odd("Cookie", "__Host-errand_target=" + "x".repeat(5_000)), odd("Cookie", "__Host-errand_csrf=\"; =; $Version=1"),
                odd("Cookie", "errand_browser="), odd("Cookie", "errand_browser=" + "\u00ff".repeat(100)));
    }

    private static Badness odd(String name, String value) {
        UnaryOperator<WireRequest> change = r -> r.header(name, value);
        return Badness.odd(name + ": " + BadBodies.visible(value), change);
    }
}

package dev.errand.sample.tools.badinput;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One way to spoil a request.
 *
 * @param must whether the request may not be taken; else the spoilt part may also be ignored
 */
record Badness(String name, UnaryOperator<RawRequest> change, boolean must) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Stream<Badness> all() {
        return Stream.of(paths(), methods(), headers()).flatMap(kinds -> kinds);
    }

    private static Badness refused(String name, UnaryOperator<RawRequest> change) {
        return new Badness(name, change, true);
    }

    private static Badness odd(String name, UnaryOperator<RawRequest> change) {
        return new Badness(name, change, false);
    }

    private static Stream<Badness> paths() {
        Stream<Badness> suffixes = Stream.of("/", ";x=y", "%00", "%0a", "%2f", "%252f", "%", "%zz", "%ff", "%c0%ae", ".json",
                ".", "\\", "%5c", "%20", "%23", "%E2%80%AE", "\u00ff", "\0", "/..;/", "/../x", "/%2e%2e/x", "?a=1", "?a=1&a=2",
                "?%zz", "?%00=1", "?orderId=order-99999")
                .map(suffix -> refused("path + " + visible(suffix), r -> r.withTarget(r.target() + suffix)));
        return Stream.concat(suffixes, Stream.of(refused("//", r -> r.withTarget("/" + r.target())),
                refused("/./", r -> r.withTarget("/." + r.target())),
                refused("/x/..", r -> r.withTarget("/x/.." + r.target())),
                refused("/%2e%2e", r -> r.withTarget("/%2e%2e" + r.target())),
                refused("upper case", r -> r.withTarget(r.target().toUpperCase(Locale.ROOT)))));
    }

    private static Stream<Badness> methods() {
        return Stream.of("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "FROB", "get", "post", "GE(T")
                .map(method -> refused("method " + method, r -> r.withMethod(method)));
    }

    private static Stream<Badness> headers() {
        return Stream.concat(
                Stream.of(Map.entry("X-HTTP-Method-Override", "DELETE"), Map.entry("Content-Type", "*/*"),
                        Map.entry("Content-Type", "garbage"), Map.entry("Content-Type", "multipart/form-data"),
                        Map.entry("Content-Type", ""), Map.entry("Accept", "image/png"), Map.entry("Accept", ";;"),
                        Map.entry("Cookie", "=;\u0085"), Map.entry("Origin", "null"), Map.entry("Range", "bytes=-"),
                        Map.entry("Expect", "frob"), Map.entry("X-Forwarded-Host", "evil.example"),
                        Map.entry("X-Original-URL", "/orders/order-99999"))
                        .map(header -> odd(header.toString(), r -> r.withHeader(header.getKey(), header.getValue()))),
                Stream.of(Map.entry("X-Long", "x".repeat(33_000)), Map.entry("Cookie", "a=1; ".repeat(6_700)),
                        Map.entry("DPoP", "\u0085"), Map.entry("DPoP", "x.y.z"), Map.entry("DPoP", ""),
                        Map.entry("Authorization", "DPoP bnVsbA.e30.AA"), Map.entry("Authorization", "DPoP \u0085.a.b"),
                        Map.entry("Authorization", "Bearer a.b.c"), Map.entry("Transfer-Encoding", "frob"),
                        Map.entry("Content-Length", "x"))
                        .map(header -> new Badness(header.getKey() + ": " + visible(header.getValue()),
                                r -> r.withHeader(header.getKey(), header.getValue()), header.getKey().matches("X-Long|C.*"))));
    }

    /** A JSON body, spoilt as a whole and member by member. */
    static Stream<Badness> bodies(String good) {
        Stream<Badness> types = Stream.of("text/plain", "application/x-www-form-urlencoded", "application/xml", "*/*", "garbage",
                "multipart/form-data; boundary=x", "application/json;charset=utf-16", "application/json;charset=utf-7")
                .map(type -> refused("RS-15 " + type, r -> r.withHeader("Content-Type", type)));
        Stream<Badness> texts = Stream.of("", "{", "[]", "null", "0", "\"x\"", "{}", good + "{}", good + "x", "\u00ff\u00fe",
                "[".repeat(10_000), "{\"a\":" + "9".repeat(60_000) + "}", "{\"a\":\"" + "x".repeat(70_000) + "\"}",
                new String(good.getBytes(StandardCharsets.UTF_16), StandardCharsets.ISO_8859_1))
                .map(text -> refused("body " + visible(text), r -> r.withBody(text)));
        Stream<Badness> others = Stream.of(refused("no type", r -> r.withoutHeader("Content-Type")),
                refused("70 KB in chunks",
                        r -> r.withHeader("Transfer-Encoding", "chunked").withBody(" ".repeat(70_000) + good)));
        return Stream.of(types, texts, others, members(good)).flatMap(kinds -> kinds);
    }

    private static Stream<Badness> members(String good) {
        String open = good.substring(0, good.lastIndexOf('}'));
        JsonNode object = JSON.readTree(good);
        Stream<Badness> unknown = Stream.of(refused("a member that nobody knows", r -> r.withBody(open + ",\"xyz\":1}")));
        return Stream.concat(unknown, object.properties().stream().flatMap(member -> {
            String name = member.getKey();
            String escaped = "\\u%04x%s".formatted((int) name.charAt(0), name.substring(1));
            Stream<Badness> twice = Stream.of(name, escaped).map(again -> refused(again + " twice",
                    r -> r.withBody(open + ",\"" + again + "\":" + member.getValue() + "}")));
            Stream<Badness> values = Stream.of("true", "1", "1e400", "[]", "{}", "[[[[[[[[[[]]]]]]]]]]")
                    .map(value -> refused(name + " = " + value,
                            r -> r.withBody(good.replace(member.getValue().toString(), value))));
            return Stream.concat(twice, values);
        }));
    }

    private static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        text.substring(0, Math.min(30, text.length())).chars()
                .forEach(c -> shown.append(c < 0x20 || c > 0x7e ? "\\u%04x".formatted(c) : String.valueOf((char) c)));
        return shown.toString();
    }
}

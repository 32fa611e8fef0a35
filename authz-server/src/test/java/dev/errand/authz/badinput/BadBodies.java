package dev.errand.authz.badinput;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Bodies: no JSON, JSON that means several things, bombs, forms that cannot be decoded, and other types than asked. */
final class BadBodies {

    private static final int LIMIT = 64 * 1024;

    private BadBodies() {}

    static Stream<Badness> all() {
        return Stream.of(json(), forms(), types(), sizes()).flatMap(kinds -> kinds);
    }

    private static Stream<Badness> json() {
        return Stream.concat(texts().stream().limit(12), Stream.of(
                "[".repeat(10_000) + "]".repeat(10_000), "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                "[" + "9".repeat(60_000) + "]", "[1e999999999]", "[-1e-999999999]",
                "[" + "[],".repeat(20_000) + "[]]",
                "{" + BadTargets.colliding(12, 4_000, ",", "\":1").replace(",", ",\"").replaceFirst("^", "\"") + "}",
                "[\"" + "x".repeat(65_000) + "\"]"))
                .map(text -> Badness.odd("JSON " + visible(text), r -> r.json(text)));
    }

    /** Short documents that no reader may take, or that no reader here expects. */
    static List<String> texts() {
        return List.of("", "{", "[]x", "null", "0", "\"text\"", "[null]", "{\"a\":1,\"a\":2}", "[{\"a\":1,\"\\u0061\":2}]",
                "{\"__proto__\":{\"x\":1}}", "[\"\\ud800\"]", "<a/>", " ", "[", "[{", "{\"a\"", "{\"a\":1,}", "{a:1}", "{'a':1}",
                "[1,]", "nul", "NaN",
                "[Infinity]", "\"", "\"\\u12\"", "\"\\x41\"", "[\"\t\"]", "[01]", "[+1]", "[.5]", "[1.]", "[0x10]", "//x\n[]",
                "[] []", "[]\0", "\ufeff[]", "true", "-1", "{}", "[0]", "[\"x\"]",
                "[[]]", "[{}]", "[{\"@class\":\"java.net.URL\"}]", "[\"\\u0000\"]", "{\"\\ud800\":1}", "[\"\\u202e\"]",
                "!!java.net.URL [x]");
    }

    private static Stream<Badness> forms() {
        return Stream.of("", "=", "&", "=&=&=", "a", "a=1&a=2", "%zz=1", "a=%", "a=%f", "a=%ff", "a=%c0%ae",
                "a=%ED%A0%80", "a=%u0041", "%00=1", "a=%00", "a=%0d%0aX:1", "a=%C2%85", "%C2%85=1", "%E2%80%AE=1",
                "%EF%BF%BF=1", "a=%EF%BF%BF", "a[b]=1", "a=1;b=2", "_method=DELETE", "_csrf=x&_csrf=y",
                BadTargets.numbered(100), BadTargets.numbered(127), BadTargets.numbered(5_000),
                BadTargets.colliding(12, 4_000, "&", "=1"), "a=" + "b".repeat(60_000))
                .map(text -> Badness.odd("form " + visible(text), r -> r.form(text)));
    }

    private static Stream<Badness> types() {
        Stream<Badness> types = Stream.of("text/plain", "application/json", "application/json;charset=utf-16",
                "application/xml", "multipart/form-data", "multipart/form-data; boundary=x", "multipart/mixed;boundary=",
                "application/x-www-form-urlencoded;charset=utf-7", "application/x-www-form-urlencoded;charset=frob",
                "application/x-www-form-urlencoded; charset=\"", "application/octet-stream", "*/*", "garbage", "a/b/c",
                "application/", "application/json, text/plain", "application/json\u0085", "image/png;x",
                "application/merge-patch+json", "application/java-serialized-object", "x".repeat(5_000))
                .map(type -> Badness.odd("Content-Type " + visible(type), r -> r.header("Content-Type", type)));
        return Stream.concat(types, Stream.of(
                Badness.odd("no Content-Type", r -> r.without("Content-Type")),
                Badness.odd("two Content-Types", r -> r.plus("Content-Type", "application/json").plus("Content-Type",
                        "text/plain")),
                Badness.odd("JSON in UTF-16", r -> r.body("application/json;charset=utf-16", "[]",
                        StandardCharsets.UTF_16)),
                Badness.odd("JSON in UTF-16 unsaid", r -> r.body("application/json", "[]", StandardCharsets.UTF_16LE)),
                Badness.odd("form in UTF-16", r -> r.body("application/x-www-form-urlencoded", "a=1",
                        StandardCharsets.UTF_16)),
                Badness.odd("form of bytes that are no UTF-8", r -> r.form("").body("a=\u00ff\u00fe&\u00c0=1")),
                Badness.odd("JSON of bytes that are no UTF-8", r -> r.json("").body("[\"\u00ff\u00fe\"]")),
                Badness.odd("multipart without its end", r -> r.body("multipart/form-data; boundary=x",
                        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1", StandardCharsets.UTF_8)),
                Badness.odd("a serialized object", r -> r.header("Content-Type", "application/x-java-serialized-object")
                        .body("\u00ac\u00ed\0\u0005sr"))));
    }

    private static Stream<Badness> sizes() {
        UnaryOperator<WireRequest> form = r -> r.form("a=" + "b".repeat(LIMIT));
        UnaryOperator<WireRequest> json = r -> r.json("[\"" + "x".repeat(LIMIT) + "\"]");
        return Stream.of(Badness.odd("form over 64 KiB", form),
                Badness.odd("form over 64 KiB in chunks", r -> form.apply(r).inChunks()),
                Badness.odd("form in chunks", WireRequest::inChunks),
                Badness.odd("JSON over 64 KiB", json),
                Badness.odd("JSON over 64 KiB in chunks", r -> json.apply(r).inChunks()));
    }

    /** Each of some megabytes; where the server closes the connection instead of reading on, that is an answer. */
    static List<Badness> huge() {
        String text = "a=[\"" + "x".repeat(10_000_000) + "\"]";
        String arrays = "[" + "[],".repeat(1_000_000) + "[]]";
        return List.of(Badness.odd("10 MB", r -> r.body(text)).alsoAllowing(0),
                Badness.odd("a million empty arrays in chunks", r -> r.body(arrays).inChunks()).alsoAllowing(0));
    }

    /** A short form for names of cases: what cannot be seen is spelt out. */
    static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        text.substring(0, Math.min(40, text.length())).chars()
                .forEach(c -> shown.append(c < 0x20 || c > 0x7e ? "\\u%04x".formatted(c) : String.valueOf((char) c)));
        return text.isEmpty() ? "(empty)" : shown + (text.length() > 40 ? "… (" + text.length() + ")" : "");
    }
}

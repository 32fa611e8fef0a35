package dev.errand.authz.badinput;

import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tricks with the path, and query strings that mean nothing or too much. */
final class BadTargets {

    private BadTargets() {}

    static Stream<Badness> all() {
        return Stream.concat(paths(), queries());
    }

    private static Stream<Badness> paths() {
        Stream<Badness> suffixes = Stream.of(";x=y", ";jsessionid=1", "%00", "%0a", "%0d%0aX:y", "%2f", "%252f",
                "%252e%252e", "%", "%zz", "%ff", "%c0%ae", ".json", "\\", "%5c", "%E2%80%AE", "%ED%A0%80", "\u00ff",
                "\0", "<>\"{}|^`", "/..;/", "/../..", "/%2e%2e/%2e%2e").map(suffix -> suffixed(suffix));
        Stream<Badness> others = Stream.of(Badness.refused("path twice slashed", r -> r.target("/" + r.target())),
                Badness.refused("path with /./", r -> r.target("/." + r.target())),
                Badness.refused("path with /x/..", r -> r.target("/x/.." + r.target())),
                Badness.refused("path with /%2e%2e", r -> r.target("/%2e%2e" + r.target())),
                Badness.refused("path with /x/%2e%2e", r -> r.target("/x/%2e%2e" + r.target())),
                Badness.odd("path with a trailing slash", r -> r.target(r.target() + "/")),
                Badness.odd("path in upper case", r -> r.target(r.target().toUpperCase(Locale.ROOT))),
                Badness.odd("absolute target of another host", r -> r.target("http://evil.example" + r.target())),
                Badness.refused("target *", r -> r.target("*")),
                Badness.refused("target that is an authority", r -> r.target("evil.example:443")),
                Badness.refused("target without a slash", r -> r.target("oauth2")),
                Badness.refused("path of 40,000 characters", r -> r.target(r.target() + "a".repeat(40_000))),
                Badness.odd("path of 3,000 segments", r -> r.target(r.target() + "/a".repeat(3_000))));
        return Stream.concat(suffixes, others);
    }

    private static Badness suffixed(String suffix) {
        return Badness.refused("path + " + BadBodies.visible(suffix), r -> r.target(r.target() + suffix));
    }

    private static Stream<Badness> queries() {
        Stream<Badness> short_ = Stream.of("%zz", "a=%", "a=%ff", "a=%c0%ae", "%00=1", "a=%00", "a=1&a=2", "=x", "&&&",
                "a[]=1&a[]=2", "a=%u0041", "a=%0d%0aX-Injected:%201", "a=%E2%80%AE", "a=%ED%A0%80", "%C2%85=1",
                "%EF%BF%BF=1", "a=\u00ff", "a=<\"{}", "_method=DELETE", "trace=true", "a=%F0%9F%98%80", "?a=1", "a=#")
                .map(query -> Badness.odd("query " + BadBodies.visible(query), r -> r.query(query)));
        return Stream.concat(short_, Stream.of(
                Badness.odd("query of 200 parameters", r -> r.query(numbered(200))),
                Badness.odd("query of 100 names with one hash code", r -> r.query(colliding(7, 100, "&", "=1"))),
                Badness.odd("query of 20 KB", r -> r.query("a=" + "b".repeat(20_000)))));
    }

    static String numbered(int count) {
        return String.join("&", IntStream.range(0, count).mapToObj(i -> "p" + i + "=1").toList());
    }

    /** Names that all have one {@code String.hashCode}: every "Aa" may as well be a "BB". */
    static String colliding(int pairs, int count, String separator, String after) {
        return String.join(separator, IntStream.range(0, count).mapToObj(i -> name(pairs, i) + after).toList());
    }

    private static String name(int pairs, int bits) {
        StringBuilder name = new StringBuilder();
        for (int pair = 0; pair < pairs; pair++) {
            name.append((bits >> pair & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }
}

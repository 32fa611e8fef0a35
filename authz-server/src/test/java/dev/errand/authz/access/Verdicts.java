package dev.errand.authz.access;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who gets how far, by what kind of route it is. The kind follows from the place and the method, but for the exceptions
 * that have a name.
 */
final class Verdicts {

    /** Whose request it is. All but the one without send the CSRF token of their browser, if they have one. */
    static final List<String> CALLERS = List.of("nobody", "user", "auditor", "admin", "admin without CSRF token",
            "client admin", "client auditor", "run of an admin");

    /** What asks and changes nothing, though it is posted. */
    static final Set<String> ASKS = Set.of("POST /admin/api/v1/registry/plan", "POST /admin/api/v1/what-if");

    private static final Map<String, List<String>> ROWS = """
            api read    | LOGIN  | DENIED  | THROUGH | THROUGH | THROUGH | THROUGH | THROUGH | LOGIN
            api ask     | LOGIN  | DENIED  | THROUGH | THROUGH | DENIED  | THROUGH | THROUGH | LOGIN
            api change  | LOGIN  | DENIED  | DENIED  | THROUGH | DENIED  | THROUGH | DENIED  | LOGIN
            page read   | LOGIN  | DENIED  | THROUGH | THROUGH | THROUGH | LOGIN   | LOGIN   | LOGIN
            page change | LOGIN  | DENIED  | DENIED  | THROUGH | DENIED  | DENIED  | DENIED  | DENIED
            own read    | LOGIN  | THROUGH | THROUGH | THROUGH | THROUGH | LOGIN   | LOGIN   | LOGIN
            own change  | LOGIN  | THROUGH | THROUGH | THROUGH | DENIED  | DENIED  | DENIED  | DENIED
            """.lines().map(line -> line.split("\\|", 2))
            .collect(Collectors.toMap(line -> line[0].strip(), line -> words(line[1]), (one, _) -> one));

    private Verdicts() {}

    private static List<String> words(String line) {
        return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    }

    /** What to expect for each caller. @throws AssertionError if no row says */
    static Map<String, String> of(Route route) {
        List<String> row = ROWS.get(kind(route));
        if (row == null) {
            throw new AssertionError("no row for " + route);
        }
        return CALLERS.stream().collect(Collectors.toMap(Function.identity(), caller -> row.get(CALLERS.indexOf(caller))));
    }

    private static String kind(Route route) {
        String place = route.isApi()
                ? "api"
                : route.path().equals("/console") || route.path().startsWith("/console/")
                        ? "page"
                        : route.path().equals("/") || route.path().startsWith("/my/") ? "own" : "?";
        boolean known = route.isApi()
                ? Set.of("GET", "POST", "PUT").contains(route.method())
                : Set.of("GET", "POST").contains(route.method());
        String what = !known ? "?" : ASKS.contains(route.toString()) ? "ask" : route.changes() ? "change" : "read";
        return place + " " + what;
    }
}

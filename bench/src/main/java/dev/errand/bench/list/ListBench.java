package dev.errand.bench.list;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * Two servers, one with 100 scopes and 100 runs and one with 10,000 scopes and 100,000 runs, asked in turn for the first
 * page of the same lists.
 */
public final class ListBench {

    private static final List<String> PATHS = List.of("/console/scopes", "/console/runs");
    /** A long list may take so many times as long as a short one. */
    private static final double MOST = 1.2;

    private ListBench() {}

    /**
     * Measures and prints what comes out.
     *
     * @param databases
     *            {@code H2} and {@code POSTGRESQL}; none for both
     * @return whether no long list took more than 1.2 times as long as the short one
     */
    public static boolean run(List<String> databases, PrintStream out) throws IOException {
        boolean kept = true;
        for (ListDatabase.Kind kind : kinds(databases)) {
            try (ListDatabase database = ListDatabase.open(kind);
                    ListServer small = ListServer.start(database.fill("small", 100, 100));
                    ListServer large = ListServer.start(database.fill("large", 10_000, 100_000))) {
                kept &= measure(kind, small, large, out);
            }
        }
        out.printf("%s: at most %.2f times as long is asked for%n", kept ? "Kept" : "NOT KEPT", MOST);
        return kept;
    }

    private static List<ListDatabase.Kind> kinds(List<String> databases) {
        return databases.isEmpty()
                ? List.of(ListDatabase.Kind.values())
                : databases.stream().map(ListDatabase.Kind::valueOf).toList();
    }

    private static boolean measure(ListDatabase.Kind kind, ListServer small, ListServer large, PrintStream out) {
        Reader few = Reader.loggedIn(small);
        Reader many = Reader.loggedIn(large);
        boolean kept = true;
        for (String path : PATHS) {
            Interleaved measured = Interleaved.of(() -> few.read(path), () -> many.read(path));
            out.printf("%-10s %-22s %s%n", kind, path, measured);
            kept &= measured.ratio() <= MOST;
        }
        return kept;
    }
}

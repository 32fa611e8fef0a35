package dev.errand.cli.scopes;

import java.io.PrintWriter;
import java.util.List;

import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.plan.PlannedChange;

/** One line of a plan, as people read it. */
final class PlanLine {

    private PlanLine() {}

    /** A change as the server tells it. */
    static String of(JsonNode change) {
        return line(change.path("kind").asString() + " " + change.path("name").asString(),
                change.path("sentence").asString(), change.path("counterexample").asString(""));
    }

    /** A change between two files, which the example then names. */
    static String of(PlannedChange change, String old, String changed) {
        String example = change.counterexample().orElse("").replace("by the new version and not by the old one",
                "by " + changed + " and not by " + old);
        return line(change.entry().toString(), change.sentence(), example);
    }

    private static String line(String entry, String sentence, String example) {
        return entry + ": " + sentence + (example.isEmpty() ? "" : " (" + example + ")");
    }

    static void print(List<String> lines, PrintWriter out) {
        if (lines.isEmpty()) {
            out.println("Nothing to change.");
        }
        lines.forEach(out::println);
    }
}

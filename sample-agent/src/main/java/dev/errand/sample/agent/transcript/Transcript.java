package dev.errand.sample.agent.transcript;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.errand.sample.agent.http.Refusal;
import dev.errand.sample.agent.http.Reply;

/**
 * A demo's output, one line per call, at most 120 columns wide. It numbers the lines and remembers which of them did not
 * come out as they must. Not thread-safe.
 */
public final class Transcript {

    private static final String COLUMNS = "%-30s  %-7s  %-22s  %-24s  %s";

    private final PrintStream out;
    private final Paint paint;
    private final List<String> failures = new ArrayList<>();
    private final Set<String> reasons = new LinkedHashSet<>();
    private int lines;
    private int allowed;

    public Transcript(PrintStream out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    /** A chapter's heading. */
    public void heading(String text) {
        out.println();
        out.println(paint.bold(text));
    }

    /** The heading of a group of lines. */
    public void group(String text) {
        out.println("  " + text);
    }

    /** A line of text. */
    public void say(String text) {
        out.println("    " + text);
    }

    /** A value from the run with its name. */
    public void value(String name, Object value) {
        say("%-12s %s".formatted(name, value));
    }

    /** The names of the columns of {@link #line}. */
    public void columns() {
        out.println("     " + COLUMNS.formatted("outcome", "at", "scope", "good for", "credential"));
    }

    /** A numbered line: what came out, held against what must. */
    public void line(Row row, Expected expected, Reply<?> reply) {
        lines++;
        String text = COLUMNS.formatted(outcome(reply), row.where(), row.scope(), row.bounds(), row.id()).stripTrailing();
        if (expected.holds(reply)) {
            count(reply);
            out.println(" %2d  ".formatted(lines) + coloured(reply, text));
        } else {
            out.println(paint.red(" %2d! ".formatted(lines) + text));
            fail("line " + lines + ": expected " + expected.words() + ", came out " + found(reply));
        }
    }

    /** Notes something that did not come out as it must. */
    public void fail(String what) {
        failures.add(what);
        out.println(paint.red("     FAILED " + what));
    }

    /** What did not come out as it must. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** The different reasons for which requests were refused, as they must be. */
    public Set<String> reasons() {
        return Set.copyOf(reasons);
    }

    /** How many lines were allowed, as they must be. */
    public int allowed() {
        return allowed;
    }

    private void count(Reply<?> reply) {
        switch (reply) {
            case Reply.Granted<?> granted -> allowed++;
            case Reply.Refused<?>(Refusal refusal) -> reasons.add(refusal.reason());
        }
    }

    private String coloured(Reply<?> reply, String text) {
        return reply instanceof Reply.Granted<?> ? paint.green(text) : paint.yellow(text);
    }

    private static String outcome(Reply<?> reply) {
        return switch (reply) {
            case Reply.Granted<?> granted -> "allowed";
            case Reply.Refused<?>(Refusal refusal) ->
                "refused " + (refusal.reason().isEmpty() ? refusal.error() : refusal.reason());
        };
    }

    private static String found(Reply<?> reply) {
        return switch (reply) {
            case Reply.Granted<?> granted -> "allowed";
            case Reply.Refused<?>(Refusal refusal) -> "refused " + refusal;
        };
    }

}

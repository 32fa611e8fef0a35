package dev.errand.sample.agent.check;

import java.util.ArrayList;
import java.util.List;

import dev.errand.sample.agent.chromium.Look;

/** One demand on every page. */
@FunctionalInterface
public interface PageCheck {

    /** What depends on how the window looks at the page. */
    List<PageCheck> IN_EVERY_LOOK = List.of(new Accessible(), new FitsTheWindow());

    /** What is demanded once. */
    List<PageCheck> ONCE = List.of(new Structured(), new Quiet(), new StaysAtHome(), new StrictHeaders(), new Light(),
            new Still());

    /** What is wrong with the page; nothing if it is as it should be. */
    List<String> findings(Visit visit);

    /** What is wrong with the page in any way and in any look; the window is left in the first of them. */
    static List<String> all(Visit visit) {
        List<String> findings = new ArrayList<>(findings(ONCE, visit, ""));
        for (Look look : Look.all()) {
            look.applyTo(visit.page());
            findings.addAll(findings(IN_EVERY_LOOK, visit, " (" + look + ")"));
        }
        Look.DESKTOP.applyTo(visit.page());
        return findings;
    }

    private static List<String> findings(List<PageCheck> checks, Visit visit, String look) {
        return checks.stream().flatMap(check -> check.findings(visit).stream())
                .map(finding -> visit.path() + look + ": " + finding).toList();
    }

}

package dev.errand.authz.console.entry;

import java.util.List;

import dev.errand.authz.console.ChangeLine;
import dev.errand.authz.console.Moment;
import dev.errand.toolscope.plan.PlannedChange;
import dev.errand.toolscope.registry.EntryVersion;

/**
 * One version in an entry's history.
 *
 * @param steps what became of it, the first first
 * @param changes how it differs from the version before it; empty for the first
 * @param yaml the version as a document has it
 */
public record VersionLine(int version, String state, List<Step> steps, List<ChangeLine> changes, String yaml) {

    /** When, by whom and why it came to a state. */
    public record Step(String state, Moment at, String by, String why) {}

    static VersionLine of(EntryVersion version, List<PlannedChange> changes) {
        return new VersionLine(version.version(), version.state().word(),
                version.transitions().stream().map(VersionLine::step).toList(), ChangeLine.of(changes), version.yaml());
    }

    private static Step step(EntryVersion.Transition transition) {
        return new Step(transition.state().word(), Moment.of(transition.at()), transition.change().by(),
                transition.change().why());
    }
}

package dev.errand.toolscope.registry;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

import dev.errand.toolscope.Effect;

/**
 * An entry as lists show it: as its current version has it, or as its last draft if it never was more than that.
 *
 * @param version
 *            the version shown
 * @param lastVersion
 *            the highest there is; all that come after the one shown are drafts
 * @param state
 *            of the version shown
 * @param tool
 *            the resource indicator of its tool; rules have none
 * @param effect
 *            of a scope
 * @param labels
 *            those of a scope, or those that a rule names
 */
public record ListedEntry(EntryName name, int version, int lastVersion, VersionState state, String description,
        Optional<String> tool, Optional<Effect> effect, SortedSet<String> labels) {

    /** The draft that awaits its activation, if there is one. */
    public OptionalInt draft() {
        boolean awaiting = this.state == VersionState.DRAFT || this.lastVersion > this.version;
        return awaiting ? OptionalInt.of(this.lastVersion) : OptionalInt.empty();
    }
}

package dev.errand.toolscope.registry;

import java.time.Instant;
import java.util.List;

import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;

/**
 * A version of an entry and its life.
 *
 * @param definition
 *            the entry as JSON text, in the form that it has in a document
 * @param transitions
 *            at least one, the first first
 */
public record EntryVersion(EntryName entry, int version, String definition, List<Transition> transitions) {

    public EntryVersion {
        transitions = List.copyOf(transitions);
    }

    /** Where it stands. */
    public VersionState state() {
        return this.transitions.getLast().state();
    }

    /** Whether the entry is out of force once this is its current version. */
    public boolean retires() {
        return stored().retires();
    }

    /** The scope that this is a version of. */
    public ToolScope scope() {
        return stored().entry().asScope();
    }

    /** The composition that this is a version of. */
    public Composition composition() {
        return stored().entry().asComposition();
    }

    /** The rule that this is a version of. */
    public NeverTogether rule() {
        return stored().entry().asRule();
    }

    /** The entry as YAML, as the lines of a document that has nothing else. */
    public String yaml() {
        return RegistryYaml.write(stored());
    }

    private StoredVersion stored() {
        return RegistryRows.stored(this.entry, this.version, this.definition);
    }

    /** When, by whom and why a version came to a state. */
    public record Transition(VersionState state, Instant at, Change change) {}
}

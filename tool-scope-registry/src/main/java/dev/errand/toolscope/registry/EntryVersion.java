package dev.errand.toolscope.registry;

import java.time.Instant;
import java.util.List;

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

    /** When, by whom and why a version came to a state. */
    public record Transition(VersionState state, Instant at, Change change) {}
}

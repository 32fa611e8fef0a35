package dev.errand.toolscope.registry;

import java.util.Optional;

import dev.errand.toolscope.Effect;

/**
 * Which entries a list is about. What is not said does not matter.
 *
 * @param text
 *            a part of the name
 * @param tool
 *            the resource indicator of the tool
 * @param label
 *            a label of a scope
 * @param state
 *            {@code DRAFT} for all with a draft that awaits its activation, whatever is in force beside it
 */
public record EntryFilter(EntryKind kind, Optional<String> text, Optional<String> tool, Optional<Effect> effect,
        Optional<String> label, Optional<VersionState> state) {

    /** All of a kind. */
    public static EntryFilter all(EntryKind kind) {
        return new EntryFilter(kind, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    boolean takes(ListedEntry entry) {
        return entry.name().kind() == this.kind && this.text.map(entry.name().name()::contains).orElse(true)
                && this.tool.map(one -> entry.tool().equals(Optional.of(one))).orElse(true)
                && this.effect.map(one -> entry.effect().equals(Optional.of(one))).orElse(true)
                && this.label.map(one -> this.kind == EntryKind.SCOPE && entry.labels().contains(one)).orElse(true)
                && this.state.map(one -> takes(entry, one)).orElse(true);
    }

    private static boolean takes(ListedEntry entry, VersionState state) {
        return state == VersionState.DRAFT ? entry.draft().isPresent() : entry.state() == state;
    }
}

package dev.errand.toolscope.registry;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.errand.toolscope.Effect;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.NeverTogether;

/**
 * What a list says of an entry.
 *
 * @param shown
 *            its current version, or its last draft if it has no other
 * @param current
 *            the number of its current version; 0 if there are only drafts
 */
record Listing(Entry shown, int current, int last, boolean active) {

    ListedEntry listed() {
        return new ListedEntry(this.shown.name(), this.shown.version(), this.last, state(), this.shown.description(),
                this.shown.tool(), effect(),
                labels());
    }

    VersionState state() {
        if (this.current == 0) {
            return VersionState.DRAFT;
        }
        return this.active ? VersionState.ACTIVE : VersionState.RETIRED;
    }

    Optional<Effect> effect() {
        return this.shown instanceof Entry.OfScope(ToolScope scope) ? Optional.of(scope.effect()) : Optional.empty();
    }

    SortedSet<String> labels() {
        return switch (this.shown) {
            case Entry.OfScope(ToolScope scope) -> Collections.unmodifiableSortedSet(new TreeSet<>(scope.labels()));
            case Entry.OfComposition composition -> Collections.emptySortedSet();
            case Entry.OfRule(NeverTogether rule) -> Collections.unmodifiableSortedSet(new TreeSet<>(rule.labels()));
        };
    }
}

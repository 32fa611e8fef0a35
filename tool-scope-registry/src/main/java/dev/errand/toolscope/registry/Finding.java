package dev.errand.toolscope.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.errand.toolscope.ScopeName;

/**
 * Why entries do not go together, as it can be said of each entry that takes part: a document that holds only some of
 * them is told about one of its own.
 */
record Finding(List<Place> places) {

    /** One entry's part: the member at fault, empty for the entry itself, and a sentence without its subject. */
    record Place(EntryName entry, String member, String problem) {}

    static Finding at(EntryName entry, String member, String problem) {
        return new Finding(List.of(new Place(entry, member, problem)));
    }

    Finding orAt(EntryName entry, String member, String problem) {
        List<Place> more = new ArrayList<>(this.places);
        more.add(new Place(entry, member, problem));
        return new Finding(List.copyOf(more));
    }

    Finding orAtAny(Collection<ScopeName> scopes, String member, String problem) {
        Finding all = this;
        for (ScopeName scope : scopes) {
            all = all.orAt(EntryName.of(scope), member, problem);
        }
        return all;
    }

    /** What to say of a document with these entries; the first place if it has none of them. */
    Place within(Collection<EntryName> entries) {
        return this.places.stream().filter(place -> entries.contains(place.entry())).findFirst().orElse(this.places.getFirst());
    }

    /** Another entry that takes part. */
    Optional<EntryName> beside(EntryName entry) {
        return this.places.stream().map(Place::entry).filter(other -> !other.equals(entry)).findFirst();
    }
}

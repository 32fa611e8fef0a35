package dev.errand.authz.admin.entry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.errand.authz.admin.EntityTag;
import dev.errand.toolscope.registry.EntryVersion;
import dev.errand.toolscope.registry.ListedEntry;

/**
 * All there is to know of one entry.
 *
 * @param listed as lists show it
 * @param tag what a change of it names; taken before the rest was read, so that it is too old rather than too new
 * @param shown the version in force, or that was last, or the last draft where there is no other
 * @param draft the last draft that awaits its activation, unless it is the one shown
 * @param versions the last ones, the last one first
 * @param earlier the number below which there are more of them
 */
public record EntryDetail(ListedEntry listed, EntityTag tag, EntryVersion shown, Optional<EntryVersion> draft,
        List<EntryVersion> versions, OptionalInt earlier) {

    public EntryDetail {
        versions = List.copyOf(versions);
    }
}

package dev.errand.authz.admin.entry;

import dev.errand.authz.admin.EntityTag;
import dev.errand.toolscope.registry.ListedEntry;
import dev.errand.toolscope.registry.VersionState;

/** What became of an entry that somebody would like to register. */
public sealed interface EntryOutcome {

    /**
     * It is registered: in force, or a draft where others have to agree.
     *
     * @param entry as it is listed now
     * @param version the version that says it
     * @param tag of the entry now
     * @param created whether there was none of that name
     */
    record Registered(ListedEntry entry, int version, EntityTag tag, boolean created) implements EntryOutcome {

        /** Where that version stands. */
        public VersionState state() {
            return version == entry.version() ? entry.state() : VersionState.DRAFT;
        }
    }

    /** The entry is not as the caller has seen it. */
    record Stale() implements EntryOutcome {}

    /**
     * It does not go together with what is registered.
     *
     * @param member of the entry; empty for the whole of it
     * @param problem a sentence without its subject
     */
    record Inconsistent(String member, String problem) implements EntryOutcome {}
}

package dev.errand.toolscope.registry;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rows of a registry as {@link RegistryEditor} writes them: one change at a time, from {@link #lock} on. */
interface Entries {

    /** Keeps other changes waiting until this one has ended. */
    void lock();

    /** Keeps those waiting who hold one of these entries or all; after {@link #lock}, before anything is written. */
    void close(Collection<EntryName> entries);

    RegistryDocument document();

    /** The version in force, or that was in force last; 0 if there is none. */
    int currentVersion(EntryName entry);

    /** The highest version there is; 0 if there is none. */
    int lastVersion(EntryName entry);

    Optional<StoredVersion> version(EntryName entry, int version);

    void replace(RegisteredTool tool, Change change, Instant at);

    /** Adds a version, and its entry if that is the first one; a {@link #transition} follows. */
    void add(StoredVersion version);

    void transition(EntryName entry, int version, EntryVersion.Transition transition);

    /** Makes a version the current one, whether in force or not. */
    void makeCurrent(Entry entry, boolean active);

    /** Lets the lists say what the entry's versions say now; after each change to one. */
    void list(EntryName entry);

    /** Counts a change; once for all that is done together. */
    void touch();

    List<EntryVersion> history(EntryName entry);
}

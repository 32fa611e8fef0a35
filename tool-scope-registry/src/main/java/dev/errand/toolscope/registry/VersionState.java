package dev.errand.toolscope.registry;

import java.util.Locale;

/** Where a version stands in its life, which goes one way only. */
public enum VersionState {

    /** Written down, and nothing more. */
    DRAFT,

    /** In force. At most one version of an entry is. */
    ACTIVE,

    /** No longer in force, nor ever again; what goes back to it is a new version. */
    RETIRED;

    /** The lower-case word in rows, documents and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

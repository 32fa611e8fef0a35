package dev.errand.toolscope.registry;

import java.util.List;
import java.util.Optional;

/**
 * What is registered, page by page for people to look through: each page costs the same, however much there is. Pages
 * are asked for by the last name of the page before; the order is that of the names' bytes. Thread-safe.
 */
public interface RegistryLists {

    /**
     * Tools by resource indicator.
     *
     * @param after
     *            the last one already seen; empty for the first page
     */
    default List<ListedTool> tools(String after, int limit) {
        return tools("", after, limit);
    }

    /**
     * Tools by resource indicator.
     *
     * @param search
     *            what the resource indicator or the name has to have in it, in either case; empty for all
     * @param after
     *            the last one already seen; empty for the first page
     */
    List<ListedTool> tools(String search, String after, int limit);

    /**
     * The versions of a tool, the last one first.
     *
     * @param before
     *            the lowest number already seen; {@link Integer#MAX_VALUE} for the first page
     */
    List<ToolVersion> toolVersions(String resource, int before, int limit);

    /** One tool, compared as a string. */
    Optional<ListedTool> listedTool(String resource);

    /**
     * Entries by name.
     *
     * @param after
     *            the name of the last one already seen; empty for the first page
     */
    List<ListedEntry> entries(EntryFilter filter, String after, int limit);

    /** One entry. */
    Optional<ListedEntry> entry(EntryName entry);

    /**
     * The versions of an entry, the last one first.
     *
     * @param before
     *            the lowest number already seen; {@link Integer#MAX_VALUE} for the first page
     */
    List<EntryVersion> versions(EntryName entry, int before, int limit);

    /** The compositions and rules in force that name this scope, by kind and name. */
    List<EntryName> naming(EntryName scope);
}

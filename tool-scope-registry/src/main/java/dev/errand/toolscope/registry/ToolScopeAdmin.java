package dev.errand.toolscope.registry;

import java.util.List;
import java.util.function.Predicate;

/**
 * Changes to what is registered. Each joins its caller's transaction; a change that is refused has done nothing. Where a
 * registry wants four eyes, what is applied becomes drafts, which somebody else has to activate.
 */
public interface ToolScopeAdmin {

    /**
     * Lets no other change in until the caller's transaction ends, so that what is read from now on is still so when it is
     * changed. Readers, and whoever holds scopes, are kept from nothing.
     */
    void lock();

    /**
     * Registers what the document holds. An entry that is not registered exactly so becomes a new version, which is
     * then the active one; an entry marked as retired is retired; a tool that differs is replaced; what the document
     * does not mention stays. So applying a document twice, or on several nodes at once, does the same as applying it
     * once.
     */
    default Applied apply(RegistryDocument document, Change change) {
        return apply(document, every -> true, change);
    }

    /**
     * Like {@link #apply(RegistryDocument, Change)}, with those of its entries that are asked for and no others. A document
     * is complete in itself, so that it may hold what others have changed meanwhile and whoever applies it means to leave.
     */
    Applied apply(RegistryDocument document, Predicate<EntryName> which, Change change);

    /** Like {@link #apply(RegistryDocument, Change)}, but every new version stays a draft until it is activated, and nothing is retired. */
    Applied draft(RegistryDocument document, Change change);

    /** Puts a draft into force; the version that was in force until then is retired. */
    Activation activate(EntryName entry, int version, Change change);

    /** Takes an entry out of force. From the commit on it is as if there were none. */
    Retirement retire(EntryName entry, Change change);

    /** Every version of an entry, the first first; empty if there is none. */
    List<EntryVersion> history(EntryName entry);
}

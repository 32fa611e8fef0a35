package dev.errand.authz.console.entry;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.console.ChangeLine;

/**
 * One entry.
 *
 * @param list {@code scopes}, {@code compositions} or {@code rules}
 * @param tag of what the page shows; a change that is made from it names it
 * @param sentences what a scope allows, in words
 * @param members the names of what it consists of: scopes of a composition; scopes and labels of a rule
 * @param yaml as a document has it
 * @param draftChanges how the draft that awaits activation differs from what is shown; empty if there is none
 * @param naming what is in force and names it
 * @param versions the last one first
 * @param first the URL of the last versions; null on that page
 * @param next the URL of the versions before these; null if there are none
 */
public record EntryPage(String list, EntryItem item, String tag, List<String> sentences, List<Member> members, String yaml,
        List<ChangeLine> draftChanges, List<Member> naming, List<VersionLine> versions, @Nullable String first,
        @Nullable String next) {

    /** Something that is named, and where it is; a label is nowhere. */
    public record Member(String name, @Nullable String href) {}
}

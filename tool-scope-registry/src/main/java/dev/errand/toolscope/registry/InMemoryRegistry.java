package dev.errand.toolscope.registry;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;

/**
 * A registry for tests and for tools that want the language without a database. Knows no transactions, so that
 * {@link #hold} and {@link #lock} hold nothing. Thread-safe.
 */
public final class InMemoryRegistry implements ToolScopes, ToolScopeAdmin, RegistryLists {

    private final InMemoryEntries entries;
    private final RegistryEditor editor;

    /** A registry in which everybody's word is enough, and whose changes nobody hears. */
    public InMemoryRegistry(InstantSource clock) {
        this(clock, change -> {}, Approval.NOT_NEEDED);
    }

    public InMemoryRegistry(InstantSource clock, RegistryChanges listener, Approval approval) {
        this.entries = new InMemoryEntries();
        this.editor = new RegistryEditor(this.entries, clock, listener, approval);
    }

    InMemoryRegistry(InMemoryEntries entries, RegistryEditor editor) {
        this.entries = entries;
        this.editor = editor;
    }

    @Override
    public synchronized void lock() {
        this.editor.lock();
    }

    @Override
    public synchronized Applied apply(RegistryDocument document, Predicate<EntryName> which, Change change) {
        return this.editor.apply(document, which, change);
    }

    @Override
    public synchronized Applied draft(RegistryDocument document, Change change) {
        return this.editor.draft(document, change);
    }

    @Override
    public synchronized Activation activate(EntryName entry, int version, Change change) {
        return this.editor.activate(entry, version, change);
    }

    @Override
    public synchronized Retirement retire(EntryName entry, Change change) {
        return this.editor.retire(entry, change);
    }

    @Override
    public synchronized List<EntryVersion> history(EntryName entry) {
        return this.editor.history(entry);
    }

    @Override
    public synchronized Optional<RegisteredTool> tool(String resource) {
        return tools().stream().filter(tool -> tool.resource().equals(resource)).findFirst();
    }

    @Override
    public synchronized List<RegisteredTool> tools() {
        return this.entries.tools();
    }

    @Override
    public synchronized Optional<ToolScope> active(ScopeName name) {
        return activeScopes().stream().filter(scope -> scope.name().equals(name)).findFirst();
    }

    @Override
    public synchronized boolean known(ScopeName name) {
        return this.entries.currentVersion(EntryName.of(name)) > 0;
    }

    @Override
    public synchronized Optional<ToolScope> version(ScopeName name, int version) {
        return this.entries.version(EntryName.of(name), version).map(StoredVersion::entry).map(Entry::asScope);
    }

    @Override
    public synchronized List<ToolScope> activeScopes() {
        return this.entries.active(EntryKind.SCOPE).map(Entry::asScope).toList();
    }

    @Override
    public synchronized Optional<Composition> composition(Set<ScopeName> scopes) {
        return this.entries.active(EntryKind.COMPOSITION)
                .map(Entry::asComposition)
                .filter(composition -> composition.scopes().equals(scopes))
                .findFirst();
    }

    @Override
    public synchronized List<NeverTogether> neverTogether(Collection<ScopeName> scopes, Collection<String> labels) {
        return this.entries.active(EntryKind.NEVER_TOGETHER)
                .map(Entry::asRule)
                .filter(rule -> rule.scopes().stream().anyMatch(scopes::contains)
                        || rule.labels().stream().anyMatch(labels::contains))
                .toList();
    }

    @Override
    public synchronized List<ListedTool> tools(String search, String after, int limit) {
        return this.entries.tools(search, after, limit);
    }

    @Override
    public synchronized List<ToolVersion> toolVersions(String resource, int before, int limit) {
        return this.entries.toolVersions(resource)
                .reversed()
                .stream()
                .filter(version -> version.version() < before)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<ListedTool> listedTool(String resource) {
        return this.entries.tool(resource);
    }

    @Override
    public synchronized List<ListedEntry> entries(EntryFilter filter, String after, int limit) {
        return this.entries.listed()
                .filter(filter::takes)
                .filter(entry -> entry.name().name().compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<ListedEntry> entry(EntryName entry) {
        return this.entries.listed().filter(one -> one.name().equals(entry)).findFirst();
    }

    @Override
    public synchronized List<EntryVersion> versions(EntryName entry, int before, int limit) {
        return this.entries.history(entry)
                .reversed()
                .stream()
                .filter(version -> version.version() < before)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<EntryName> naming(EntryName scope) {
        return Stream.of(EntryKind.COMPOSITION, EntryKind.NEVER_TOGETHER)
                .flatMap(this.entries::active)
                .filter(entry -> scope.kind() == EntryKind.SCOPE && entry.members().contains(scope.name()))
                .map(Entry::name)
                .toList();
    }

    @Override
    public void hold(Set<ScopeName> scopes) {
        Objects.requireNonNull(scopes);
    }

    @Override
    public synchronized RegistryDocument document() {
        return this.entries.document();
    }

    @Override
    public synchronized String revision() {
        return String.valueOf(this.entries.revision());
    }
}

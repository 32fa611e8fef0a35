package dev.errand.toolscope.registry;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;

/**
 * The registry in the tables of {@link RegistryMigrations}, on PostgreSQL or H2 in its PostgreSQL mode. Reads and
 * changes join the caller's transaction on the same data source; a change without one gets one. Thread-safe.
 */
public final class JdbcRegistry implements ToolScopes, ToolScopeAdmin, RegistryLists {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JdbcEntryReads reads;
    private final JdbcLists lists;
    private final RegistryLocks locks;
    private final RegistryEditor editor;

    /** A registry in which everybody's word is enough, and whose changes nobody hears. */
    public JdbcRegistry(DataSource dataSource, InstantSource clock) {
        this(dataSource, clock, change -> {}, Approval.NOT_NEEDED);
    }

    public JdbcRegistry(DataSource dataSource, InstantSource clock, RegistryChanges listener, Approval approval) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.reads = new JdbcEntryReads(this.jdbc);
        this.lists = new JdbcLists(this.jdbc);
        this.locks = RegistryLocks.of(dataSource, this.jdbc);
        this.editor = new RegistryEditor(new JdbcEntries(this.jdbc, this.reads, this.locks), clock, listener, approval);
    }

    @Override
    public void lock() {
        this.editor.lock();
    }

    @Override
    public Applied apply(RegistryDocument document, Predicate<EntryName> which, Change change) {
        return inTransaction(() -> this.editor.apply(document, which, change));
    }

    @Override
    public Applied draft(RegistryDocument document, Change change) {
        return inTransaction(() -> this.editor.draft(document, change));
    }

    @Override
    public Activation activate(EntryName entry, int version, Change change) {
        return entry.possible()
                ? inTransaction(() -> this.editor.activate(entry, version, change))
                : new Activation.UnknownVersion();
    }

    @Override
    public Retirement retire(EntryName entry, Change change) {
        return entry.possible()
                ? inTransaction(() -> this.editor.retire(entry, change))
                : new Retirement.NotActive();
    }

    @Override
    public List<EntryVersion> history(EntryName entry) {
        return entry.possible() ? inTransaction(() -> this.reads.history(entry)) : List.of();
    }

    @Override
    public Optional<RegisteredTool> tool(String resource) {
        if (resource.indexOf('\0') >= 0) {
            // PostgreSQL raises an error for what cannot be in its text.
            return Optional.empty();
        }
        return this.jdbc.sql("""
                SELECT resource, name, jwks
                  FROM registered_tool
                 WHERE resource = :resource
                """).param("resource", resource).query(RegistryRows::tool).optional();
    }

    @Override
    public List<RegisteredTool> tools() {
        return this.reads.tools();
    }

    @Override
    public Optional<ToolScope> active(ScopeName name) {
        return this.reads.active(EntryName.of(name)).map(Entry::asScope);
    }

    @Override
    public boolean known(ScopeName name) {
        return this.reads.number(EntryName.of(name), """
                SELECT current_version
                  FROM registry_entry
                 WHERE kind = :kind AND name = :name
                """) > 0;
    }

    @Override
    public Optional<ToolScope> version(ScopeName name, int version) {
        return this.reads.version(EntryName.of(name), version).map(StoredVersion::entry).map(Entry::asScope);
    }

    @Override
    public List<ToolScope> activeScopes() {
        return this.reads.active(EntryKind.SCOPE).stream().map(Entry::asScope).toList();
    }

    @Override
    public Optional<Composition> composition(Set<ScopeName> scopes) {
        return this.reads.activeSet(RegistryRows.set(new TreeSet<>(scopes))).map(Entry::asComposition);
    }

    @Override
    public List<NeverTogether> neverTogether(Collection<ScopeName> scopes, Collection<String> labels) {
        List<String> members = Stream.concat(scopes.stream().map(ScopeName::value), labels.stream())
                .filter(member -> member.indexOf('\0') < 0)
                .distinct()
                .toList();
        return this.reads.activeNaming(EntryKind.NEVER_TOGETHER, members).stream().map(Entry::asRule).toList();
    }

    @Override
    public void hold(Set<ScopeName> scopes) {
        if (!scopes.isEmpty()) {
            this.locks.hold(scopes);
        }
    }

    @Override
    public RegistryDocument document() {
        return this.reads.document();
    }

    @Override
    public String revision() {
        return String.valueOf(this.jdbc.sql("SELECT revision FROM registry_state WHERE id = 1")
                .query(Long.class)
                .single());
    }

    @Override
    public List<ListedTool> tools(String search, String after, int limit) {
        return this.lists.tools(search, after, limit);
    }

    @Override
    public List<ToolVersion> toolVersions(String resource, int before, int limit) {
        return this.lists.toolVersions(resource, before, limit);
    }

    @Override
    public Optional<ListedTool> listedTool(String resource) {
        return this.lists.tool(resource);
    }

    @Override
    public List<ListedEntry> entries(EntryFilter filter, String after, int limit) {
        return this.lists.entries(filter, after, limit);
    }

    @Override
    public Optional<ListedEntry> entry(EntryName entry) {
        return entry.possible() ? this.lists.entry(entry) : Optional.empty();
    }

    @Override
    public List<EntryVersion> versions(EntryName entry, int before, int limit) {
        return entry.possible() ? this.reads.history(entry, before, limit) : List.of();
    }

    @Override
    public List<EntryName> naming(EntryName scope) {
        return scope.possible() && scope.kind() == EntryKind.SCOPE ? this.lists.naming(scope) : List.of();
    }

    private <T> T inTransaction(Supplier<T> change) {
        return Objects.requireNonNull(this.transaction.execute(status -> change.get()));
    }
}

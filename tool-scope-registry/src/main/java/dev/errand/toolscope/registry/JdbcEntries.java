package dev.errand.toolscope.registry;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.toolscope.composition.Composition;

/**
 * The rows that change. All changes hold the one row of {@code registry_state} until they end, so that each is judged
 * by what the one before it left and versions are numbered without gaps; who only reads does not wait for it.
 */
final class JdbcEntries implements Entries {

    private final JdbcClient jdbc;
    private final JdbcEntryReads reads;
    private final RegistryLocks locks;
    private final JdbcListing listing;

    JdbcEntries(JdbcClient jdbc, JdbcEntryReads reads, RegistryLocks locks) {
        this.jdbc = jdbc;
        this.reads = reads;
        this.locks = locks;
        this.listing = new JdbcListing(jdbc);
    }

    @Override
    public void lock() {
        this.locks.lockForChange();
    }

    @Override
    public void close(Collection<EntryName> entries) {
        if (!entries.isEmpty()) {
            this.locks.close(entries);
        }
    }

    @Override
    public RegistryDocument document() {
        return this.reads.document();
    }

    @Override
    public int currentVersion(EntryName entry) {
        return this.reads.number(entry, """
                SELECT current_version
                  FROM registry_entry
                 WHERE kind = :kind AND name = :name
                """);
    }

    @Override
    public int lastVersion(EntryName entry) {
        return this.reads.number(entry, """
                SELECT COALESCE(max(version), 0)
                  FROM registry_version
                 WHERE kind = :kind AND name = :name
                """);
    }

    @Override
    public Optional<StoredVersion> version(EntryName entry, int version) {
        return this.reads.version(entry, version);
    }

    @Override
    public void replace(RegisteredTool tool, Change change, Instant at) {
        Map<String, ?> row = Map.of("resource", tool.resource(), "name", tool.name(), "jwks", tool.jwks(), "at",
                column(at), "by", change.by(), "sorted", JdbcListing.key(tool.resource()));
        int replaced = this.jdbc.sql("""
                UPDATE registered_tool
                   SET name = :name, jwks = :jwks, changed_at = :at, changed_by = :by
                 WHERE resource = :resource
                """).params(row).update();
        if (replaced == 0) {
            this.jdbc.sql("""
                    INSERT INTO registered_tool (resource, name, jwks, changed_at, changed_by, sort_key)
                    VALUES (:resource, :name, :jwks, :at, :by, :sorted)
                    """).params(row).update();
        }
        this.jdbc.sql("""
                INSERT INTO registered_tool_version (resource, version, name, jwks, changed_at, changed_by, why)
                SELECT :resource, COALESCE(max(version), 0) + 1, :name, :jwks, :at, :by, :why
                  FROM registered_tool_version
                 WHERE resource = :resource
                """).params(row).param("why", change.why()).update();
    }

    @Override
    public void add(StoredVersion version) {
        Entry entry = version.entry();
        EntryName name = entry.name();
        this.jdbc.sql("""
                INSERT INTO registry_entry (kind, name, current_version, active)
                VALUES (:kind, :name, 0, FALSE)
                ON CONFLICT DO NOTHING
                """).params(key(name)).update();
        this.jdbc.sql("""
                INSERT INTO registry_version (kind, name, version, retires, definition)
                VALUES (:kind, :name, :version, :retires, :definition)
                """)
                .params(key(name))
                .param("version", entry.version())
                .param("retires", version.retires())
                .param("definition", RegistryRows.definition(entry))
                .update();
    }

    @Override
    public void transition(EntryName entry, int version, EntryVersion.Transition transition) {
        this.jdbc.sql("""
                INSERT INTO registry_transition (kind, name, version, state, changed_at, changed_by, why)
                VALUES (:kind, :name, :version, :state, :at, :by, :why)
                """)
                .params(key(entry))
                .param("version", version)
                .param("state", transition.state().word())
                .param("at", column(transition.at()))
                .param("by", transition.change().by())
                .param("why", transition.change().why())
                .update();
    }

    @Override
    public void makeCurrent(Entry entry, boolean active) {
        String set = active && entry instanceof Entry.OfComposition(Composition composition)
                ? RegistryRows.set(composition.scopes())
                : null;
        this.jdbc.sql("""
                UPDATE registry_entry
                   SET current_version = :version, active = :active, active_set = :set
                 WHERE kind = :kind AND name = :name
                """)
                .params(key(entry.name()))
                .param("version", entry.version())
                .param("active", active)
                .param("set", set)
                .update();
        replaceMembers(entry.name(), active ? entry.members() : List.of());
    }

    @Override
    public List<EntryVersion> history(EntryName entry) {
        return this.reads.history(entry);
    }

    private void replaceMembers(EntryName entry, List<String> members) {
        this.jdbc.sql("""
                DELETE FROM registry_member
                 WHERE kind = :kind AND name = :name
                """).params(key(entry)).update();
        for (String member : members) {
            this.jdbc.sql("""
                    INSERT INTO registry_member (kind, name, member)
                    VALUES (:kind, :name, :member)
                    """).params(key(entry)).param("member", member).update();
        }
    }

    @Override
    public void list(EntryName entry) {
        this.listing.list(entry);
    }

    @Override
    public void touch() {
        this.jdbc.sql("""
                UPDATE registry_state
                   SET revision = revision + 1
                 WHERE id = 1
                """).update();
    }

    static Map<String, Object> key(EntryName entry) {
        return Map.of("kind", entry.kind().word(), "name", entry.name());
    }

    private static OffsetDateTime column(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}

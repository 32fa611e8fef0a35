package dev.errand.toolscope.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of entries with versions, to read. A name that no entry can have is not asked for. */
final class JdbcEntryReads {

    private final JdbcClient jdbc;

    JdbcEntryReads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Entry> active(EntryName entry) {
        return this.jdbc.sql("""
                SELECT v.kind, v.name, v.version, v.definition
                  FROM registry_entry e
                  JOIN registry_version v ON v.kind = e.kind AND v.name = e.name AND v.version = e.current_version
                 WHERE e.kind = :kind AND e.name = :name AND e.active
                """).params(JdbcEntries.key(entry)).query(RegistryRows::entry).optional();
    }

    List<Entry> active(EntryKind kind) {
        return this.jdbc.sql("""
                SELECT v.kind, v.name, v.version, v.definition
                  FROM registry_entry e
                  JOIN registry_version v ON v.kind = e.kind AND v.name = e.name AND v.version = e.current_version
                 WHERE e.kind = :kind AND e.active
                """).param("kind", kind.word()).query(RegistryRows::entry).list().stream().sorted(Entry.BY_NAME).toList();
    }

    Optional<StoredVersion> version(EntryName entry, int version) {
        return this.jdbc.sql("""
                SELECT kind, name, version, retires, definition
                  FROM registry_version
                 WHERE kind = :kind AND name = :name AND version = :version
                """)
                .params(JdbcEntries.key(entry))
                .param("version", version)
                .query(RegistryRows::version)
                .optional();
    }

    Optional<Entry> activeSet(String set) {
        return this.jdbc.sql("""
                SELECT v.kind, v.name, v.version, v.definition
                  FROM registry_entry e
                  JOIN registry_version v ON v.kind = e.kind AND v.name = e.name AND v.version = e.current_version
                 WHERE e.active_set = :set AND e.active
                """).param("set", set).query(RegistryRows::entry).optional();
    }

    List<Entry> activeNaming(EntryKind kind, List<String> members) {
        if (members.isEmpty()) {
            return List.of();
        }
        return this.jdbc.sql("""
                SELECT v.kind, v.name, v.version, v.definition
                  FROM registry_member m
                  JOIN registry_entry e ON e.kind = m.kind AND e.name = m.name AND e.active
                  JOIN registry_version v ON v.kind = e.kind AND v.name = e.name AND v.version = e.current_version
                 WHERE m.member IN (:members) AND m.kind = :kind
                """)
                .param("kind", kind.word())
                .param("members", members)
                .query(RegistryRows::entry)
                .list()
                .stream()
                .distinct()
                .sorted(Entry.BY_NAME)
                .toList();
    }

    RegistryDocument document() {
        TreeSet<EntryName> retired = new TreeSet<>();
        List<Entry> entries = new ArrayList<>(this.jdbc.sql("""
                SELECT v.kind, v.name, v.version, v.definition, e.active
                  FROM registry_entry e
                  JOIN registry_version v ON v.kind = e.kind AND v.name = e.name AND v.version = e.current_version
                """).query((row, number) -> {
            Entry entry = RegistryRows.entry(row, number);
            if (!row.getBoolean("active")) {
                retired.add(entry.name());
            }
            return entry;
        }).list());
        entries.sort(Entry.BY_NAME);
        return Entry.document(tools(), entries, retired);
    }

    List<RegisteredTool> tools() {
        return this.jdbc.sql("""
                SELECT resource, name, jwks
                  FROM registered_tool
                """)
                .query(RegistryRows::tool)
                .list()
                .stream()
                .sorted(Comparator.comparing(RegisteredTool::resource))
                .toList();
    }

    List<EntryVersion> history(EntryName entry) {
        return this.jdbc.sql("""
                SELECT kind, name, version, retires, definition
                  FROM registry_version
                 WHERE kind = :kind AND name = :name
                 ORDER BY version
                """)
                .params(JdbcEntries.key(entry))
                .query(RegistryRows::version)
                .list()
                .stream()
                .map(version -> version.with(transitions(version.entry())))
                .toList();
    }

    List<EntryVersion> history(EntryName entry, int before, int limit) {
        return this.jdbc.sql("""
                SELECT kind, name, version, retires, definition
                  FROM registry_version
                 WHERE kind = :kind AND name = :name AND version < :before
                 ORDER BY version DESC
                 LIMIT :limit
                """)
                .params(JdbcEntries.key(entry))
                .param("before", before)
                .param("limit", limit)
                .query(RegistryRows::version)
                .list()
                .stream()
                .map(version -> version.with(transitions(version.entry())))
                .toList();
    }

    int number(EntryName entry, String sql) {
        return this.jdbc.sql(sql).params(JdbcEntries.key(entry)).query(Integer.class).optional().orElse(0);
    }

    private List<EntryVersion.Transition> transitions(Entry version) {
        return this.jdbc.sql("""
                SELECT state, changed_at, changed_by, why
                  FROM registry_transition
                 WHERE kind = :kind AND name = :name AND version = :version
                """)
                .params(JdbcEntries.key(version.name()))
                .param("version", version.version())
                .query(JdbcEntryReads::transition)
                .list()
                .stream()
                .sorted(Comparator.comparing(EntryVersion.Transition::state))
                .toList();
    }

    private static EntryVersion.Transition transition(ResultSet row, int number) throws SQLException {
        return new EntryVersion.Transition(VersionState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                new Change(row.getString("changed_by"), row.getString("why")));
    }
}

package dev.errand.toolscope.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Rows in memory; whoever calls sees to it that there is one at a time. */
final class InMemoryEntries implements Entries {

    private final NavigableMap<String, ListedTool> tools = new TreeMap<>();
    private final Map<String, List<ToolVersion>> toolVersions = new TreeMap<>();
    private final NavigableMap<EntryName, Row> rows = new TreeMap<>();
    private long revision = 1;

    /** An entry: its versions with their transitions, and which is the current one. */
    private static final class Row {

        final List<StoredVersion> versions = new ArrayList<>();
        final List<List<EntryVersion.Transition>> transitions = new ArrayList<>();
        int current;
        boolean active;
    }

    @Override
    public void lock() {}

    @Override
    public void close(Collection<EntryName> entries) {}

    @Override
    public RegistryDocument document() {
        TreeSet<EntryName> retired = new TreeSet<>();
        List<Entry> entries = new ArrayList<>();
        this.rows.forEach((name, row) -> {
            if (row.current > 0) {
                entries.add(row.versions.get(row.current - 1).entry());
                if (!row.active) {
                    retired.add(name);
                }
            }
        });
        return Entry.document(tools(), entries, retired);
    }

    List<RegisteredTool> tools() {
        return this.tools.values().stream().map(ListedTool::tool).toList();
    }

    Stream<Entry> active(EntryKind kind) {
        return this.rows.values()
                .stream()
                .filter(row -> row.active)
                .map(row -> row.versions.get(row.current - 1).entry())
                .filter(entry -> entry.name().kind() == kind);
    }

    long revision() {
        return this.revision;
    }

    @Override
    public int currentVersion(EntryName entry) {
        return row(entry).map(row -> row.current).orElse(0);
    }

    @Override
    public int lastVersion(EntryName entry) {
        return row(entry).map(row -> row.versions.size()).orElse(0);
    }

    @Override
    public Optional<StoredVersion> version(EntryName entry, int version) {
        return row(entry).filter(row -> version >= 1 && version <= row.versions.size())
                .map(row -> row.versions.get(version - 1));
    }

    @Override
    public void replace(RegisteredTool tool, Change change, Instant at) {
        this.tools.put(tool.resource(), new ListedTool(tool, at, change.by()));
        List<ToolVersion> versions = this.toolVersions.computeIfAbsent(tool.resource(), resource -> new ArrayList<>());
        versions.add(new ToolVersion(versions.size() + 1, tool, change, at));
    }

    @Override
    public void add(StoredVersion version) {
        Row row = this.rows.computeIfAbsent(version.entry().name(), name -> new Row());
        row.versions.add(version);
        row.transitions.add(new ArrayList<>());
    }

    @Override
    public void transition(EntryName entry, int version, EntryVersion.Transition transition) {
        row(entry).orElseThrow().transitions.get(version - 1).add(transition);
    }

    @Override
    public void list(EntryName entry) {}

    List<ListedTool> tools(String search, String after, int limit) {
        return this.tools.tailMap(after, false)
                .values()
                .stream()
                .filter(listed -> has(listed.tool().resource(), search) || has(listed.tool().name(), search))
                .limit(limit)
                .toList();
    }

    private static boolean has(String text, String search) {
        return text.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
    }

    List<ToolVersion> toolVersions(String resource) {
        return this.toolVersions.getOrDefault(resource, List.of());
    }

    Optional<ListedTool> tool(String resource) {
        return Optional.ofNullable(this.tools.get(resource));
    }

    Stream<ListedEntry> listed() {
        return this.rows.values().stream().map(row -> {
            int shown = row.current > 0 ? row.current : row.versions.size();
            return new Listing(row.versions.get(shown - 1).entry(), row.current, row.versions.size(), row.active).listed();
        });
    }

    @Override
    public void touch() {
        this.revision++;
    }

    @Override
    public void makeCurrent(Entry entry, boolean active) {
        Row row = row(entry.name()).orElseThrow();
        row.current = entry.version();
        row.active = active;
    }

    @Override
    public List<EntryVersion> history(EntryName entry) {
        return row(entry).stream()
                .flatMap(row -> row.versions.stream()
                        .map(version -> version.with(row.transitions.get(version.entry().version() - 1))))
                .toList();
    }

    private Optional<Row> row(EntryName entry) {
        return Optional.ofNullable(this.rows.get(entry));
    }
}

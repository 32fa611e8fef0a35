package dev.errand.toolscope.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.toolscope.Effect;

/**
 * Pages of the registry. Each follows an index from where the page before ended; it is sorted by all columns of that
 * index, the ones that are the same in every row too, because that is what lets a database read no more than the page.
 */
final class JdbcLists {

    private static final String ENTRIES = """
            SELECT v.kind, v.name, v.version, v.definition, e.current_version, e.active, e.last_version
              FROM registry_entry e
              JOIN registry_version v ON v.kind = e.kind AND v.name = e.name AND v.version = e.listed_version
            """;

    private static final String TOOLS = """
            SELECT resource, name, jwks, changed_at, changed_by
              FROM registered_tool
            """;

    private final JdbcClient jdbc;

    JdbcLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ListedTool> tools(String search, String after, int limit) {
        if (search.indexOf('\0') >= 0) {
            return List.of();
        }
        JdbcClient.StatementSpec page = this.jdbc.sql(tools(search))
                .param("after", JdbcListing.key(after))
                .param("limit", limit);
        return (search.isEmpty() ? page : page.param("search", search)).query(JdbcLists::tool).list();
    }

    static String tools(String search) {
        String found = search.isEmpty() ? "" : """
                   AND (POSITION(LOWER(:search) IN LOWER(resource)) > 0 OR POSITION(LOWER(:search) IN LOWER(name)) > 0)
                """;
        return TOOLS + " WHERE sort_key > :after\n" + found + " ORDER BY sort_key LIMIT :limit";
    }

    List<ToolVersion> toolVersions(String resource, int before, int limit) {
        if (resource.indexOf('\0') >= 0) {
            return List.of();
        }
        return this.jdbc.sql("""
                SELECT resource, version, name, jwks, changed_at, changed_by, why
                  FROM registered_tool_version
                 WHERE resource = :resource AND version < :before
                 ORDER BY version DESC
                 LIMIT :limit
                """)
                .param("resource", resource)
                .param("before", before)
                .param("limit", limit)
                .query(JdbcLists::toolVersion)
                .list();
    }

    Optional<ListedTool> tool(String resource) {
        if (resource.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return this.jdbc.sql(TOOLS + """
                 WHERE resource = :resource
                """).param("resource", resource).query(JdbcLists::tool).optional();
    }

    List<ListedEntry> entries(EntryFilter filter, String after, int limit) {
        if (unspeakable(filter)) {
            return List.of();
        }
        return this.jdbc.sql(sql(filter))
                .params(params(filter))
                .param("after", JdbcListing.key(after))
                .param("limit", limit)
                .query(JdbcListing::listing)
                .list()
                .stream()
                .map(Listing::listed)
                .toList();
    }

    Optional<ListedEntry> entry(EntryName entry) {
        return this.jdbc.sql(ENTRIES + """
                 WHERE e.kind = :kind AND e.name = :name
                """).params(JdbcEntries.key(entry)).query(JdbcListing::listing).optional().map(Listing::listed);
    }

    List<EntryName> naming(EntryName scope) {
        return this.jdbc.sql("""
                SELECT kind, name
                  FROM registry_member
                 WHERE member = :member
                """).param("member", scope.name()).query(JdbcLists::name).list().stream().sorted().toList();
    }

    /** The page is cut from its index first; definitions are read for what is on it. */
    static String sql(EntryFilter filter) {
        String sorted = filter.label().isPresent() ? "l.sort_key" : "s.sort_key";
        return """
                SELECT v.kind, v.name, v.version, v.definition, e.current_version, e.active, e.last_version
                  FROM (SELECT s.kind, s.name, s.listed_version, s.current_version, s.active, s.last_version, s.sort_key
                          FROM %s%s AND %s > :after
                         ORDER BY %s, %s
                         LIMIT :limit) e
                  JOIN registry_version v ON v.kind = e.kind AND v.name = e.name AND v.version = e.listed_version
                 ORDER BY e.sort_key
                """.formatted(from(filter), and(filter), sorted, order(filter), sorted);
    }

    private static String from(EntryFilter filter) {
        return filter.label().isEmpty()
                ? "registry_entry s WHERE s.kind = :kind"
                : "registry_label l JOIN registry_entry s ON s.kind = l.kind AND s.name = l.name"
                        + " WHERE l.kind = :kind AND l.label = :label";
    }

    private static String and(EntryFilter filter) {
        StringBuilder and = new StringBuilder();
        filter.text().ifPresent(text -> and.append(" AND POSITION(:text IN s.name) > 0"));
        filter.tool().ifPresent(tool -> and.append(" AND s.tool = :tool"));
        filter.effect().ifPresent(effect -> and.append(" AND s.effect = :effect"));
        filter.state().ifPresent(state -> and.append(" AND ").append(column(state)).append(" = :state"));
        return and.toString();
    }

    /** The columns before the sort key in the index that serves best: labels and tools are many, states and effects few. */
    private static String order(EntryFilter filter) {
        if (filter.label().isPresent()) {
            return "l.kind, l.label";
        }
        if (filter.tool().isPresent()) {
            return "s.kind, s.tool";
        }
        return filter.state()
                .map(state -> "s.kind, " + column(state))
                .orElse(filter.effect().isPresent() ? "s.kind, s.effect" : "s.kind");
    }

    private static String column(VersionState state) {
        return state == VersionState.DRAFT ? "s.awaiting" : "s.state";
    }

    static Map<String, Object> params(EntryFilter filter) {
        Map<String, Object> params = new HashMap<>();
        params.put("kind", filter.kind().word());
        filter.text().ifPresent(text -> params.put("text", text));
        filter.tool().ifPresent(tool -> params.put("tool", tool));
        filter.effect().map(Effect::word).ifPresent(effect -> params.put("effect", effect));
        filter.label().ifPresent(label -> params.put("label", label));
        filter.state().ifPresent(state -> params.put("state", state == VersionState.DRAFT ? true : state.word()));
        return params;
    }

    /** PostgreSQL raises an error for what cannot be in its text. */
    private static boolean unspeakable(EntryFilter filter) {
        return List.of(filter.text(), filter.tool(), filter.label())
                .stream()
                .flatMap(Optional::stream)
                .anyMatch(text -> text.indexOf('\0') >= 0);
    }

    private static ListedTool tool(ResultSet row, int number) throws SQLException {
        return new ListedTool(RegistryRows.tool(row, number), row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("changed_by"));
    }

    private static ToolVersion toolVersion(ResultSet row, int number) throws SQLException {
        return new ToolVersion(row.getInt("version"), RegistryRows.tool(row, number),
                new Change(row.getString("changed_by"), row.getString("why")),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static EntryName name(ResultSet row, int number) throws SQLException {
        return new EntryName(EntryKind.parse(row.getString("kind")).orElseThrow(), row.getString("name"));
    }
}

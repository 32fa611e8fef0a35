package dev.errand.toolscope.registry;

import java.sql.ResultSet;
import java.sql.SQLException;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;
import dev.errand.toolscope.json.StrictObject;

/** The registry's rows as values, and an entry as the text of its row. */
final class RegistryRows {

    private static final int MAX_DEFINITION = 1 << 20;

    private RegistryRows() {}

    static RegisteredTool tool(ResultSet row, int number) throws SQLException {
        return new RegisteredTool(row.getString("resource"), row.getString("name"), row.getString("jwks"));
    }

    static Entry entry(ResultSet row, int number) throws SQLException {
        EntryKind kind = EntryKind.parse(row.getString("kind")).orElseThrow();
        int version = row.getInt("version");
        return switch (StrictJson.read(row.getString("definition"), MAX_DEFINITION)
                .then(node -> StrictObject.read(node, "definition", object -> EntryJson.read(kind, object)))) {
            case Parsed.Value<Entry>(Entry entry) -> entry.withVersion(version);
            case Parsed.Malformed<Entry>(String member, String problem) -> throw new IllegalStateException(
                    "Version " + version + " of " + new EntryName(kind, row.getString("name")) + ": " + member + " "
                            + problem);
        };
    }

    static StoredVersion version(ResultSet row, int number) throws SQLException {
        return new StoredVersion(entry(row, number), row.getBoolean("retires"));
    }

    /** What a version says, from its text in the form of a document. */
    static StoredVersion stored(EntryName name, int version, String definition) {
        return switch (StrictJson.read(definition, MAX_DEFINITION)
                .then(node -> StrictObject.read(node, "definition", object -> RegistryYaml.entry(name.kind(), object)))) {
            case Parsed.Value<StoredVersion>(StoredVersion(Entry entry, boolean retires)) ->
                new StoredVersion(entry.withVersion(version), retires);
            case Parsed.Malformed<StoredVersion>(String member, String problem) -> throw new IllegalStateException(
                    "Version " + version + " of " + name + ": " + member + " " + problem);
        };
    }

    static String definition(Entry entry) {
        return StrictJson.write(entry.tree());
    }

    /** The scopes as one text, the same for every order. */
    static String set(Iterable<ScopeName> sorted) {
        StringBuilder set = new StringBuilder();
        sorted.forEach(scope -> set.append(set.isEmpty() ? "" : " ").append(scope.value()));
        return set.toString();
    }
}

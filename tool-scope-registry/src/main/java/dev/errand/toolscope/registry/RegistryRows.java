package dev.errand.toolscope.registry;

import java.sql.ResultSet;
import java.sql.SQLException;

import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.ScopeJson;
import dev.errand.toolscope.json.StrictJson;

/** The registry's rows as values, and a scope as the text of its row. */
final class RegistryRows {

    private static final int MAX_DEFINITION = 1 << 20;

    private RegistryRows() {}

    static RegisteredTool tool(ResultSet row, int number) throws SQLException {
        return new RegisteredTool(row.getString("resource"), row.getString("name"), row.getString("jwks"));
    }

    static ToolScope scope(ResultSet row, int number) throws SQLException {
        int version = row.getInt("version");
        return switch (StrictJson.read(row.getString("definition"), MAX_DEFINITION)
                .then(node -> ScopeJson.read(node, "definition"))) {
            case Parsed.Value<ToolScope>(ToolScope scope) -> scope.withVersion(version);
            case Parsed.Malformed<ToolScope>(String member, String problem) -> throw new IllegalStateException(
                    "Version " + version + " of scope " + row.getString("name") + ": " + member + " " + problem);
        };
    }

    static String definition(ToolScope scope) {
        return StrictJson.write(ScopeJson.write(scope));
    }
}

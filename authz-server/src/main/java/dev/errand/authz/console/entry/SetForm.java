package dev.errand.authz.console.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryProposal;

/**
 * A composition or a rule as its form has it: what was typed, right or wrong.
 *
 * @param tool of a composition
 * @param scopes one a line
 * @param agents of a composition, one a line
 * @param labels of a rule, one a line
 */
public record SetForm(EntryKind kind, String name, String tool, String description, String scopes, String agents,
        String labels) {

    private static final int MAX_BYTES = 1 << 20;

    static SetForm empty(EntryKind kind) {
        return new SetForm(kind, "", "", "", "", "", "");
    }

    static SetForm read(EntryKind kind, Map<String, String> fields) {
        return new SetForm(kind, text(fields, "name"), text(fields, "tool"), text(fields, "description"),
                text(fields, "scopes"), text(fields, "agents"), text(fields, "labels"));
    }

    /** What is registered, from its JSON in the form of a document. */
    static SetForm of(EntryKind kind, JsonNode entry) {
        return new SetForm(kind, entry.path("name").asString(""), entry.path("tool").asString(""),
                entry.path("description").asString(""), lines(entry.path("scopes")), lines(entry.path("agents")),
                lines(entry.path("labels")));
    }

    /** All fields with their values, as hidden inputs have them. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("tool", tool);
        fields.put("description", description);
        fields.put("scopes", scopes);
        fields.put("agents", agents);
        fields.put("labels", labels);
        return fields;
    }

    Parsed<EntryProposal> proposal() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put("description", description);
        entry.put("scopes", lines(scopes).toList());
        if (kind == EntryKind.COMPOSITION) {
            entry.put("tool", tool);
            entry.put("agents", lines(agents).toList());
        } else {
            entry.put("labels", lines(labels).toList());
        }
        return StrictJson.read(StrictJson.write(entry), MAX_BYTES).then(node -> EntryProposal.read(kind, node));
    }

    /** The field in which the member was typed. */
    static String field(String member) {
        return List.of("name", "tool", "description", "scopes", "agents", "labels").stream().filter(member::startsWith)
                .findFirst().orElse("name");
    }

    private static Stream<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty());
    }

    private static String lines(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false).map(JsonNode::asString).collect(Collectors.joining("\n"));
    }

    private static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").replace("\r\n", "\n").strip();
    }
}

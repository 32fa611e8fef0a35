package dev.errand.toolscope.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;
import dev.errand.toolscope.json.StrictObject;
import dev.errand.toolscope.json.StrictYaml;

/**
 * The registry as a document that people keep in a file: {@code tools}, {@code scopes}, {@code compositions} and
 * {@code never_together}. It carries no version numbers; {@code state: retired} marks what is out of force.
 */
public final class RegistryYaml {

    /** The members of a document. */
    public static final List<String> MEMBERS = List.of("tools", "scopes", "compositions", "never_together");

    private static final List<EntryKind> VERSIONED = List
            .of(EntryKind.SCOPE, EntryKind.COMPOSITION, EntryKind.NEVER_TOGETHER);
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_ENTRIES = 10_000;

    private RegistryYaml() {}

    /** Reads a document. What is malformed is named by its member, and its problem ends with the line. */
    public static Parsed<RegistryDocument> read(String yaml) {
        return StrictYaml.located(StrictYaml.read(yaml, MAX_BYTES).then(RegistryYaml::read), yaml);
    }

    /** Reads a tree that holds {@link #MEMBERS} and nothing else; any may be absent. */
    public static Parsed<RegistryDocument> read(JsonNode root) {
        return StrictObject.read(root, "", RegistryYaml::document);
    }

    /** The document as YAML, with every default written out, entries in their order. */
    public static String write(RegistryDocument document) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put(EntryKind.TOOL.list(), document.tools().stream().map(RegistryYaml::write).toList());
        for (EntryKind kind : VERSIONED) {
            root.put(kind.list(), document.entries()
                    .filter(entry -> entry.name().kind() == kind)
                    .map(entry -> tree(new StoredVersion(entry, document.retired(entry.name()))))
                    .toList());
        }
        return StrictYaml.write(root);
    }

    /** One entry, as the lines of a document that has nothing else. */
    static String write(StoredVersion version) {
        return StrictYaml.write(Map.of(version.entry().name().kind().list(), List.of(tree(version))));
    }

    private static RegistryDocument document(StrictObject root) {
        List<RegisteredTool> tools = root.has("tools")
                ? root.objects("tools", MAX_ENTRIES, RegistryYaml::tool)
                : List.of();
        TreeSet<EntryName> retired = new TreeSet<>();
        List<Entry> entries = new ArrayList<>();
        for (EntryKind kind : VERSIONED) {
            if (root.has(kind.list())) {
                root.objects(kind.list(), MAX_ENTRIES, object -> entry(kind, object)).forEach(version -> {
                    entries.add(version.entry());
                    if (version.retires()) {
                        retired.add(version.entry().name());
                    }
                });
            }
        }
        return Entry.document(tools, entries, retired);
    }

    /** An entry as a document has it, to read. */
    static StoredVersion entry(EntryKind kind, StrictObject object) {
        boolean out = object.optionalText("state").map(RegistryYaml::isRetired).orElse(false);
        return new StoredVersion(EntryJson.read(kind, object), out);
    }

    private static boolean isRetired(String state) {
        return switch (state) {
            case "active" -> false;
            case "retired" -> true;
            default -> throw new InvalidValue("state", "is neither active nor retired");
        };
    }

    private static RegisteredTool tool(StrictObject tool) {
        return new RegisteredTool(tool.text("resource"), tool.text("name"), StrictJson.write(tool.node("jwks")));
    }

    private static Object write(RegisteredTool tool) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("resource", tool.resource());
        object.put("name", tool.name());
        object.put("jwks", PublicKeySet.tree(tool.jwks()));
        return object;
    }

    /** An entry as a document has it. */
    static Map<String, Object> tree(StoredVersion version) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", version.entry().name().name());
        if (version.retires()) {
            object.put("state", VersionState.RETIRED.word());
        }
        object.putAll(version.entry().tree());
        return object;
    }
}

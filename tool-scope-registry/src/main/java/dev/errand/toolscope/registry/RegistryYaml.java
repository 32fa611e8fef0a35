package dev.errand.toolscope.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.ScopeJson;
import dev.errand.toolscope.json.StrictJson;
import dev.errand.toolscope.json.StrictObject;
import dev.errand.toolscope.json.StrictYaml;

/** The registry as a document that people keep in a file: {@code tools} and {@code scopes}. */
public final class RegistryYaml {

    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_ENTRIES = 10_000;

    private RegistryYaml() {}

    public static Parsed<RegistryDocument> read(String yaml) {
        return StrictYaml.read(yaml, MAX_BYTES).then(RegistryYaml::read);
    }

    /** Reads a tree that holds {@code tools} and {@code scopes} and nothing else; either may be absent. */
    public static Parsed<RegistryDocument> read(JsonNode root) {
        return StrictObject.read(root, "", RegistryYaml::document);
    }

    /** The document as YAML, with every default written out, tools and scopes in their order. */
    public static String write(RegistryDocument document) {
        List<Object> tools = new ArrayList<>();
        document.tools().forEach(tool -> tools.add(write(tool)));
        List<Object> scopes = new ArrayList<>();
        document.scopes().forEach(scope -> scopes.add(ScopeJson.write(scope)));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("tools", tools);
        root.put("scopes", scopes);
        return StrictYaml.write(root);
    }

    private static RegistryDocument document(StrictObject root) {
        List<RegisteredTool> tools = root.has("tools")
                ? root.objects("tools", MAX_ENTRIES, RegistryYaml::tool)
                : List.of();
        List<ToolScope> scopes = root.has("scopes")
                ? root.list("scopes", MAX_ENTRIES, ScopeJson::read)
                : List.of();
        return new RegistryDocument(tools, scopes);
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
}

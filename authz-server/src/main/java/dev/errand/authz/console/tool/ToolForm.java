package dev.errand.authz.console.tool;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.RegisteredTool;

/** A tool as its form has it: what was typed, right or wrong. */
public record ToolForm(String resource, String name, String jwks) {

    static final ToolForm EMPTY = new ToolForm("", "", "{\"keys\":[]}");

    static ToolForm of(RegisteredTool tool) {
        return new ToolForm(tool.resource(), tool.name(), tool.jwks());
    }

    /** The tool that it says. */
    Parsed<RegisteredTool> tool() {
        try {
            return new Parsed.Value<>(new RegisteredTool(resource, name, jwks));
        } catch (InvalidValue ex) {
            return new Parsed.Malformed<>(ex.member(), ex.problem());
        }
    }

    /** All fields with their values, as hidden inputs have them. */
    Map<String, String> fields(String seen) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("resource", resource);
        fields.put("name", name);
        fields.put("jwks", jwks);
        fields.put("seen", seen);
        return fields;
    }
}

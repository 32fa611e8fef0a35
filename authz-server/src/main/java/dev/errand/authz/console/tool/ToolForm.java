package dev.errand.authz.console.tool;

import dev.errand.toolscope.registry.RegisteredTool;

/** A tool as its form has it: what was typed, right or wrong. */
public record ToolForm(String resource, String name, String jwks) {

    static final ToolForm EMPTY = new ToolForm("", "", "{\"keys\":[]}");

    static ToolForm of(RegisteredTool tool) {
        return new ToolForm(tool.resource(), tool.name(), tool.jwks());
    }

    /**
     * The tool.
     *
     * @throws dev.errand.toolscope.InvalidValue if it may not be registered
     */
    RegisteredTool tool() {
        return new RegisteredTool(resource, name, jwks);
    }
}

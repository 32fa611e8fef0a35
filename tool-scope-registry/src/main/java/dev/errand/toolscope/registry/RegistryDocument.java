package dev.errand.toolscope.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;

/**
 * Tools and scopes to register, or those that are registered. Complete in itself: every scope's tool is in it.
 */
public record RegistryDocument(List<RegisteredTool> tools, List<ToolScope> scopes) {

    /**
     * @throws InvalidValue
     *             if a tool or scope comes twice, or a scope's tool not at all
     */
    public RegistryDocument {
        tools = List.copyOf(tools);
        scopes = List.copyOf(scopes);
        Set<String> resources = new HashSet<>();
        for (int i = 0; i < tools.size(); i++) {
            if (!resources.add(tools.get(i).resource())) {
                throw new InvalidValue("tools[" + i + "].resource", "comes twice");
            }
        }
        Set<ScopeName> names = new HashSet<>();
        for (int i = 0; i < scopes.size(); i++) {
            if (!names.add(scopes.get(i).name())) {
                throw new InvalidValue("scopes[" + i + "].name", "comes twice");
            }
            if (!resources.contains(scopes.get(i).tool())) {
                throw new InvalidValue("scopes[" + i + "].tool", "is none of the tools");
            }
        }
    }
}

package dev.errand.toolscope.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;

/** A registry for tests and for tools that want the language without a database. Knows no transactions. */
public final class InMemoryRegistry implements ToolScopes, ToolScopeAdmin {

    private final NavigableMap<String, RegisteredTool> tools = new TreeMap<>();
    private final NavigableMap<ScopeName, List<ToolScope>> versions = new TreeMap<>();

    @Override
    public synchronized void apply(RegistryDocument document, String changedBy) {
        ChangedBy.require(changedBy);
        document.tools().forEach(tool -> this.tools.put(tool.resource(), tool));
        for (ToolScope scope : document.scopes()) {
            List<ToolScope> history = this.versions.computeIfAbsent(scope.name(), name -> new ArrayList<>());
            if (history.isEmpty() || !history.getLast().equals(scope.withVersion(history.size()))) {
                history.add(scope.withVersion(history.size() + 1));
            }
        }
    }

    @Override
    public synchronized Optional<RegisteredTool> tool(String resource) {
        return Optional.ofNullable(this.tools.get(resource));
    }

    @Override
    public synchronized List<RegisteredTool> tools() {
        return List.copyOf(this.tools.values());
    }

    @Override
    public synchronized Optional<ToolScope> active(ScopeName name) {
        return Optional.ofNullable(this.versions.get(name)).map(List::getLast);
    }

    @Override
    public synchronized Optional<ToolScope> version(ScopeName name, int version) {
        return Optional.ofNullable(this.versions.get(name))
                .filter(history -> version >= 1 && version <= history.size())
                .map(history -> history.get(version - 1));
    }

    @Override
    public synchronized List<ToolScope> activeScopes() {
        return this.versions.values().stream().map(List::getLast).toList();
    }
}

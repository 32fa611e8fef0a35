package dev.errand.toolscope.alive;

import java.util.Map;
import java.util.stream.Collectors;

import dev.errand.toolscope.Effect;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.RegistryDocument;

/**
 * What the scopes of a tool do to the world, as the registry says it. A scope of which it says nothing, or which nobody
 * has asked about yet, is taken to be {@link Effect#IRREVERSIBLE}. Safe for use by many threads.
 */
public final class ScopeEffects {

    private volatile Map<ScopeName, Effect> known = Map.of();
    private volatile boolean learned;

    /**
     * Takes the place of whatever was known before.
     *
     * @param registered the scopes of this tool
     */
    public void learn(RegistryDocument registered) {
        known = registered.scopes().stream().filter(scope -> !registered.retired(EntryName.of(scope.name())))
                .collect(Collectors.toUnmodifiableMap(ToolScope::name, ToolScope::effect));
        learned = true;
    }

    /** Whether the registry has been heard at all. */
    public boolean learned() {
        return learned;
    }

    /** What calls under the scope do. */
    public Effect of(ScopeName scope) {
        return known.getOrDefault(scope, Effect.IRREVERSIBLE);
    }
}

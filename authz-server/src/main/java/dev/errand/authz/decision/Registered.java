package dev.errand.authz.decision;

import java.util.Map;
import java.util.Optional;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;

/**
 * What the registry says about the request, read in the transaction that records the issuance.
 *
 * @param toolKnown whether the resource is a registered tool
 * @param scopes what is registered of each scope that is asked for
 */
public record Registered(boolean toolKnown, Map<ScopeName, Scope> scopes) {

    public Registered {
        scopes = Map.copyOf(scopes);
    }

    /**
     * One scope.
     *
     * @param known whether it was ever registered
     * @param active its active version; empty if unknown or retired
     * @param pinned its versions that the run's ceiling pins, by number
     */
    public record Scope(boolean known, Optional<ToolScope> active, Map<Integer, ToolScope> pinned) {

        static final Scope UNKNOWN = new Scope(false, Optional.empty(), Map.of());

        public Scope {
            pinned = Map.copyOf(pinned);
        }
    }

    Scope scope(ScopeName name) {
        return scopes.getOrDefault(name, Scope.UNKNOWN);
    }
}

package dev.errand.authz.decision;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.HeldScope;
import dev.errand.toolscope.composition.NeverTogether;

/**
 * What the registry says about the request, read in the transaction that records the issuance.
 *
 * @param toolKnown whether the resource is a registered tool
 * @param scopes what is registered of each scope that is asked for
 * @param composition the active composition of exactly these scopes
 * @param holdings what the agent holds in the session, where a rule is about that
 */
public record Registered(boolean toolKnown, Map<ScopeName, Scope> scopes, Optional<Composition> composition,
        Holdings holdings) {

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

    /**
     * What the agent was given in the session before, in all its runs.
     *
     * @param rules the rules that the request may break
     * @param before the scopes; need not be known if there is no such rule
     */
    public record Holdings(List<NeverTogether> rules, List<HeldScope> before) {

        /** Nothing is forbidden. */
        public static final Holdings UNRULED = new Holdings(List.of(), List.of());

        public Holdings {
            rules = List.copyOf(rules);
            before = List.copyOf(before);
        }
    }

    Scope scope(ScopeName name) {
        return scopes.getOrDefault(name, Scope.UNKNOWN);
    }
}

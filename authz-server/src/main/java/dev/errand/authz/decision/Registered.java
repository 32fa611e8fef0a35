package dev.errand.authz.decision;

import java.util.Map;
import java.util.Optional;

import dev.errand.toolscope.ToolScope;

/**
 * What the registry says about the request, read in the transaction that records the issuance.
 *
 * @param toolKnown whether the resource is a registered tool
 * @param scopeKnown whether the scope has any version
 * @param active the scope's active version; empty if unknown or retired
 * @param pinned the versions of the scope that the run's ceiling pins, by number
 */
public record Registered(boolean toolKnown, boolean scopeKnown, Optional<ToolScope> active,
        Map<Integer, ToolScope> pinned) {

    public Registered {
        pinned = Map.copyOf(pinned);
    }
}

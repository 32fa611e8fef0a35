package dev.errand.toolscope.composition;

import java.util.Set;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;

/** A scope that somebody holds, with the labels it had when it was given. */
public record HeldScope(ScopeName scope, Set<String> labels) {

    public HeldScope {
        labels = Set.copyOf(labels);
    }

    /** The scope as it is registered at this version. */
    public static HeldScope of(ToolScope scope) {
        return new HeldScope(scope.name(), scope.labels());
    }
}

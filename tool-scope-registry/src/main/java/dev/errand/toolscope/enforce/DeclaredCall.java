package dev.errand.toolscope.enforce;

import java.util.Map;
import java.util.Set;

import dev.errand.toolscope.ScopeName;

/**
 * What a checked {@link ToolScope} says about a handler method.
 *
 * @param kinds the kind of each fact, by its name
 * @param queryNames the query parameters that a request may have
 * @param hasBody whether a request has a body
 */
record DeclaredCall(ScopeName scope, String action, Effects effects, FactReader facts, Map<String, FactKind> kinds,
        Set<String> queryNames, boolean hasBody) {}

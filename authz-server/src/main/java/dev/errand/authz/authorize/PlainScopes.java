package dev.errand.authz.authorize;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.errand.authz.run.AgentRunRequest;
import dev.errand.authz.run.RunTerms;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.ScopeName;

/**
 * A request that has only {@code scope} (RFC 6749 §3.3): the whole of each scope, with what the registry gives a run of
 * it. The client has said nothing about what it is for.
 */
final class PlainScopes {

    /** As many as a ceiling may have elements. */
    private static final int MAX_SCOPES = 20;

    private PlainScopes() {}

    /** The run that it comes to; empty unless it is a list of different names with one blank between two. */
    static Optional<AgentRunRequest> read(String scope) {
        Set<ScopeName> names = new LinkedHashSet<>();
        for (String word : scope.split(" ", -1)) {
            Optional<ScopeName> name = ScopeName.parse(word);
            if (name.isEmpty() || !names.add(name.get()) || names.size() > MAX_SCOPES) {
                return Optional.empty();
            }
        }
        List<NarrowingRequest> whole = names.stream().map(NarrowingRequest::of).toList();
        return Optional.of(new AgentRunRequest("", RunTerms.DEFAULT_LIFE, whole, Optional.empty()));
    }
}

package dev.errand.authz.fetch;

import java.util.Optional;
import java.util.SortedSet;

import dev.errand.toolscope.ScopeName;

/** What came of asking a tool about itself (RFC 9728). */
public sealed interface ToolMetadata {

    /**
     * What it says. That it says so gives it nothing.
     *
     * @param resource exactly what was asked for
     * @param name what it calls itself, if that is plain text that a name may be
     * @param jwks its public keys as JSON text, if it says where they are
     * @param scopes the scopes that it supports, as far as they are scope names
     */
    record Found(String resource, Optional<String> name, Optional<String> jwks, SortedSet<ScopeName> scopes)
            implements
                ToolMetadata {}

    /** It cannot be had, or not be trusted to be that tool's. */
    record Refused(FetchProblem problem) implements ToolMetadata {}
}

package dev.errand.authz.grant;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.ScopeName;

/**
 * The credential that is asked for: of one scope, or of several that are to share it.
 *
 * @param resource the tool (RFC 8707), exactly one
 * @param details one for each scope, in the order of the request, and what of the scope; unstated members are inherited
 *     from ceiling and scope
 * @param partial whether the caller gave details of some of the scopes only, which is never enough
 */
public record CredentialRequest(String resource, List<NarrowingRequest> details, boolean partial) {

    public CredentialRequest {
        details = List.copyOf(details);
        Set<ScopeName> names = details.stream().map(NarrowingRequest::scope).collect(Collectors.toSet());
        if (names.isEmpty() || names.size() != details.size()) {
            throw new IllegalArgumentException("there is one detail for each scope");
        }
    }

    /** Whether several scopes are to share the credential. */
    public boolean composed() {
        return details.size() > 1;
    }

    /** The scopes, each once. */
    public Set<ScopeName> scopes() {
        return details.stream().map(NarrowingRequest::scope).collect(Collectors.toCollection(HashSet::new));
    }

    /** The {@code scope} parameter that asks for the same (RFC 6749 §3.3). */
    public String scope() {
        return details.stream().map(detail -> detail.scope().value()).collect(Collectors.joining(" "));
    }
}

package dev.errand.toolscope.enforce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Violation;
import dev.errand.toolscope.json.DetailsJson;
import dev.errand.toolscope.json.Parsed;

/** What a credential grants at one endpoint. */
sealed interface Grant {

    /** The endpoint's scope, narrowed to this. */
    record Found(Authority authority) implements Grant {}

    /** Nothing. */
    record Missing(Violation violation) implements Grant {}

    /** The reason of a credential with a detail or constraint that this tool does not understand. */
    String DETAILS_MALFORMED = "details_malformed";

    /**
     * Finds the one {@code tool_call} detail for the endpoint's scope. A detail that cannot be read grants nothing, and
     * neither does any other beside it: what is not understood might have been meant to forbid.
     */
    static Grant of(Credential credential, DeclaredCall endpoint, String resource) {
        if (!credential.scopes().contains(endpoint.scope().value())) {
            return missing(Violation.SCOPE_MISMATCH, "scope");
        }
        List<Authority> found = new ArrayList<>();
        for (Object detail : credential.details()) {
            Optional<Authority> authority = read(detail);
            if (authority.isEmpty()) {
                return missing(DETAILS_MALFORMED, "authorization_details");
            }
            authority.filter(granted -> granted.scope().equals(endpoint.scope())).ifPresent(found::add);
        }
        if (found.size() != 1) {
            return missing(Violation.SCOPE_MISMATCH, "scope");
        }
        return found.getFirst().tool().equals(resource)
                ? new Found(found.getFirst())
                : missing(Violation.LOCATION_MISMATCH, "location");
    }

    private static Optional<Authority> read(Object detail) {
        if (!(detail instanceof Map<?, ?> members)) {
            return Optional.empty();
        }
        Map<String, Object> named = new HashMap<>();
        members.forEach((name, value) -> named.put(String.valueOf(name), value));
        return switch (DetailsJson.readGranted(named)) {
            case Parsed.Value<Authority>(Authority authority) -> Optional.of(authority);
            case Parsed.Malformed<Authority> unread -> Optional.empty();
        };
    }

    private static Grant missing(String reason, String parameter) {
        return new Missing(new Violation(reason, parameter));
    }
}

package dev.errand.toolscope;

import java.util.Map;
import java.util.Optional;

/**
 * A wish for a part of an authority, as a caller states it in {@code authorization_details} (RFC 9396). Members left
 * out are inherited from the authority.
 *
 * @param limits
 *            by parameter; each holds for every action asked for that has the parameter
 */
public record NarrowingRequest(ScopeName scope, Optional<String> location, Optional<String> action,
        Optional<String> identifier, Map<String, Constraint> limits) {

    private static final int MAX_LIMITS = 64;

    /**
     * @throws InvalidValue
     *             if the identifier is not plain text or a parameter's name is malformed
     */
    public NarrowingRequest {
        identifier.ifPresent(Identifiers.Exactly::new);
        limits = Names.byParameter("limits", limits, MAX_LIMITS);
    }

    /** The wish for all that an authority of that scope has to give. */
    public static NarrowingRequest of(ScopeName scope) {
        return new NarrowingRequest(scope, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }
}

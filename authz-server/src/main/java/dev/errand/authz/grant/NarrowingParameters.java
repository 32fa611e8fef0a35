package dev.errand.authz.grant;

import java.util.Optional;
import java.util.stream.Stream;

import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.grant.GrantRefusal.Kind;

/**
 * The parameters by which other servers let a client narrow an access token when it is issued (RFC 6749 §6, RFC 8707
 * §2.2, RFC 9396 §6). A run token is for this server alone and as wide as its run: whoever asks for less is told, and
 * not given more than was asked for. Each is refused with the error code that its own RFC has for it.
 */
public final class NarrowingParameters {

    private NarrowingParameters() {}

    /** The refusal of a request for a run token that has one. */
    public static Optional<GrantRefusal> refusal(EndpointForm form) {
        return Stream.of(GrantRefusal.of(Kind.TARGET, "resource_not_granted", "resource"),
                GrantRefusal.of(Kind.TARGET, "resource_not_granted", "audience"),
                GrantRefusal.of(Kind.SCOPE, "parameter_not_allowed", "scope"),
                GrantRefusal.of(Kind.DETAILS, "parameter_not_allowed", "authorization_details"))
                .filter(refusal -> refusal.parameter() != null && form.has(refusal.parameter())).findFirst();
    }
}

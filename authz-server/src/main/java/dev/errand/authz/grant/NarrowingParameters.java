package dev.errand.authz.grant;

import java.util.Optional;

import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.grant.GrantRefusal.Kind;

/**
 * The parameters by which other servers let a client narrow an access token when it is issued (RFC 6749 §6, RFC 8707
 * §2.2, RFC 9396 §6). A run token is for this server alone and as wide as its run: whoever asks for less is told, and
 * not given more than was asked for.
 */
public final class NarrowingParameters {

    private NarrowingParameters() {}

    /** The refusal of a request for a run token that has one. */
    public static Optional<GrantRefusal> refusal(EndpointForm form) {
        if (form.has("resource")) {
            return Optional.of(GrantRefusal.of(Kind.TARGET, "resource_not_granted", "resource"));
        }
        return form.has("scope") || form.has("authorization_details")
                ? Optional.of(GrantRefusal.of(Kind.REQUEST, "parameter_not_allowed", "scope"))
                : Optional.empty();
    }
}

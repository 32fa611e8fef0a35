package dev.errand.authz.grant;

import dev.errand.authz.client.AuthenticatedAgent;
import dev.errand.authz.endpoint.EndpointForm;
import dev.errand.authz.proof.VerifiedProof;

/**
 * A token request whose caller is known.
 *
 * @param form the parameters
 * @param agent the authenticated agent
 * @param proof the verified proof of the caller's key
 */
public record GrantRequest(EndpointForm form, AuthenticatedAgent agent, VerifiedProof proof) {}

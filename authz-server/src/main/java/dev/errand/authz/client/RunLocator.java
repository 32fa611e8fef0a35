package dev.errand.authz.client;

import java.util.Optional;

import dev.errand.authz.endpoint.EndpointForm;

/**
 * Finds the run that a presented grant names, before anything about the grant is believed: the answer only tells whose
 * key the proof has to be by. Implemented by the grants that accept a run's own key as client authentication.
 */
public interface RunLocator {

    /** Whether this locator reads the form's grant. */
    boolean reads(EndpointForm form);

    /** The id of the run that the grant names; empty if none can be told. */
    Optional<String> locate(EndpointForm form);
}

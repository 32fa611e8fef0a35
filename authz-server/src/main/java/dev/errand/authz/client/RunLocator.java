package dev.errand.authz.client;

import java.util.Optional;

import dev.errand.authz.endpoint.EndpointForm;

/**
 * Finds the run that a presented grant names, before anything about the grant is believed: the answer only tells whose
 * key the proof has to be by. Implemented by what accepts a run's own key as client authentication, at the endpoint
 * where it does; pushing a request and redeeming a code are not among them.
 */
public interface RunLocator {

    /** What a presented secret turns out to be, when its holder could not prove the run's key. */
    enum Secret {
        /** Not this server's: anybody could have written it. */
        FORGED,
        /** The run's own, in hands that cannot use it. */
        GENUINE,
        /** The run's own, and used before. */
        SPENT
    }

    /** Whether this locator reads forms of this kind at this endpoint. */
    boolean reads(String endpoint, EndpointForm form);

    /** The id of the run that the grant names; empty if none can be told. */
    Optional<String> locate(EndpointForm form);

    /** Looks at the secret closely, which an alarm has to rest on. */
    Secret weigh(EndpointForm form);
}

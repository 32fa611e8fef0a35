package dev.errand.toolscope.alive;

import dev.errand.toolscope.ScopeName;

/**
 * Asked about every call of a tool, twice: nothing but {@link Liveness.Alive} lets it go on. Implementations are safe for
 * use by many threads.
 */
public interface RunLiveness {

    /**
     * Whether the run lives, as far as this tool has heard. Asked before anything else about the call; asks nobody.
     *
     * @param scope that the endpoint asks for
     * @param credentialId {@code jti} of the caller's credential
     */
    Liveness onArrival(ScopeName scope, String credentialId);

    /**
     * Whether the run lives, said at the last moment before the credential is used up. May take as long as a request.
     *
     * @param scope that the endpoint asks for
     * @param token the caller's credential
     */
    Liveness beforeClaim(ScopeName scope, String token);
}

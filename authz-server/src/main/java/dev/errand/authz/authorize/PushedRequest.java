package dev.errand.authz.authorize;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.run.RunTerms;

/**
 * A validated authorization request as it was pushed, or as a browser brought it.
 *
 * @param clientId the client
 * @param redirectUri where the answer goes
 * @param state the client's {@code state}, if any
 * @param codeChallenge the PKCE challenge, S256
 * @param jkt thumbprint of the key that the code will be bound to
 * @param prompt {@code none}, {@code consent} or null
 * @param terms the run that is asked for
 * @param lifetime how long the run is to live from the consent on
 * @param direct whether a browser brought it, so that nobody proved to be the client
 */
record PushedRequest(String clientId, String redirectUri, @Nullable String state, String codeChallenge, String jkt,
        @Nullable String prompt, RunTerms terms, Duration lifetime, boolean direct) {}

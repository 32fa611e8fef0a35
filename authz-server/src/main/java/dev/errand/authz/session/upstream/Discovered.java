package dev.errand.authz.session.upstream;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * A provider with what it says about itself.
 *
 * @param registration this server's registration there, with the provider's endpoints
 * @param namesItself whether its authorization responses carry {@code iss} (RFC 9207 §3)
 * @param idTokens verifies its ID tokens (OpenID Connect Core §3.1.3.7), all but the nonce
 * @param logoutTokens verifies its logout tokens (OpenID Connect Back-Channel Logout §2.6), all but the first use
 */
record Discovered(ClientRegistration registration, boolean namesItself, JwtDecoder idTokens, JwtDecoder logoutTokens) {}

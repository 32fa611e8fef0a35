/** Owns the agent's side of OAuth: pushed request, code, run token, refresh, exchange, revocation. */
@NullMarked
package dev.errand.sample.agent.oauth;

import org.jspecify.annotations.NullMarked;

package dev.errand.authz.agent;

/** How an agent authenticates at PAR and code redemption (RFC 7591 §2, {@code token_endpoint_auth_method}). */
public enum ClientMethod {
    /** Confidential: a JWT signed by one of its registered keys (RFC 7523 §2.2). */
    PRIVATE_KEY_JWT,
    /** Public: PKCE and the run's own key are all it has. */
    NONE
}

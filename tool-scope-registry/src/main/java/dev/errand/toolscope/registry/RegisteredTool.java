package dev.errand.toolscope.registry;

import dev.errand.toolscope.PlainText;
import dev.errand.toolscope.ResourceIndicator;

/**
 * A resource server whose scopes are registered.
 *
 * @param resource
 *            its resource indicator (RFC 8707), which is the {@code aud} of its credentials
 * @param name
 *            what people call it
 * @param jwks
 *            its public keys, a JWK set (RFC 7517 §5) of P-256 keys as JSON text, kept in one canonical spelling
 */
public record RegisteredTool(String resource, String name, String jwks) {

    private static final int MAX_NAME = 100;

    /**
     * @throws dev.errand.toolscope.InvalidValue
     *             if it may not be registered; for one, if the key set holds anything private
     */
    public RegisteredTool {
        ResourceIndicator.require("resource", resource);
        PlainText.require("name", name, MAX_NAME);
        jwks = PublicKeySet.canonical(jwks);
    }
}

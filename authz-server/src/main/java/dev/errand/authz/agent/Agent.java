package dev.errand.authz.agent;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;

import dev.errand.dpop.JwkThumbprint;

/**
 * A registered OAuth client (RFC 7591 §2): an agent, or, if it has roles, an administrative client, which authenticates
 * by assertion and can neither open runs nor hold tool scopes. Neither has a client secret.
 *
 * @param clientId the {@code client_id}, compared as an exact string
 * @param name what the user reads on the consent page
 * @param method how it authenticates
 * @param jwks its public keys; a confidential agent has at least one, a public one has none
 * @param redirectUris where a browser may be sent back to, compared as exact strings but for a loopback's port
 * @param allowedScopes the tool scopes it may ask for
 * @param roles what it may do at the administration API; an agent has none
 * @param enabled whether it may do anything at all
 */
public record Agent(String clientId, String name, ClientMethod method, JWKSet jwks, List<String> redirectUris,
        Set<String> allowedScopes, Set<ClientRole> roles, boolean enabled) {

    private static final Pattern CLIENT_ID = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

    public Agent {
        if (!isClientId(clientId)) {
            throw new IllegalArgumentException("a client_id is 1 to 255 visible ASCII characters");
        }
        if (name.isBlank() || name.length() > 255) {
            throw new IllegalArgumentException("agent " + clientId + " needs a name of at most 255 characters");
        }
        if (jwks.getKeys().stream().anyMatch(JWK::isPrivate)) {
            throw new IllegalArgumentException("agent " + clientId + " is registered with public keys only");
        }
        if (jwks.isEmpty() != (method == ClientMethod.NONE)) {
            throw new IllegalArgumentException("agent " + clientId + ": keys go with private_key_jwt, and only with it");
        }
        redirectUris = List.copyOf(redirectUris);
        allowedScopes = Set.copyOf(allowedScopes);
        roles = Set.copyOf(roles);
        redirectUris.forEach(RedirectUri::check);
        if (!allowedScopes.stream().allMatch(Agent::isScope)) {
            throw new IllegalArgumentException("agent " + clientId + " is allowed something that is no scope name");
        }
        if (!roles.isEmpty() && (method == ClientMethod.NONE || !redirectUris.isEmpty() || !allowedScopes.isEmpty())) {
            throw new IllegalArgumentException(
                    "client " + clientId + ": who administers has keys, and neither redirect URIs nor tool scopes");
        }
    }

    /** An agent. */
    public Agent(String clientId, String name, ClientMethod method, JWKSet jwks, List<String> redirectUris,
            Set<String> allowedScopes, boolean enabled) {
        this(clientId, name, method, jwks, redirectUris, allowedScopes, Set.of(), enabled);
    }

    /** An administrative client. */
    public static Agent administrative(String clientId, String name, JWKSet jwks, Set<ClientRole> roles,
            boolean enabled) {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("client " + clientId + " has no role to administer with");
        }
        return new Agent(clientId, name, ClientMethod.PRIVATE_KEY_JWT, jwks, List.of(), Set.of(), roles, enabled);
    }

    /** Whether a client can be called so. */
    public static boolean isClientId(String text) {
        return CLIENT_ID.matcher(text).matches();
    }

    /** Whether it can be the name of a scope. */
    public static boolean isScope(String text) {
        return SCOPE.matcher(text).matches();
    }

    /** Whether a browser may be sent back there. */
    public static boolean isRedirectUri(String text) {
        return RedirectUri.isAllowed(text);
    }

    /** Whether it is an administrative client, and so no agent. */
    public boolean administers() {
        return !roles.isEmpty();
    }

    /** The thumbprints (RFC 7638, SHA-256) of its keys. */
    public Set<String> keyThumbprints() {
        return jwks.getKeys().stream().map(JwkThumbprint::of).collect(Collectors.toUnmodifiableSet());
    }
}

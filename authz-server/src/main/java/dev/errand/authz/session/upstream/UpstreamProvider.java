package dev.errand.authz.session.upstream;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.nimbusds.jose.jwk.JWK;
import org.jspecify.annotations.Nullable;

import dev.errand.authz.user.upstream.UpstreamIdentity;

/**
 * Another OpenID provider, as the operator configured it.
 *
 * @param id what it is called in paths
 * @param name what it is called on the login page
 * @param issuer exactly as in its {@code iss}
 * @param clientId this server's client id there
 * @param clientSecret the client's secret, unless it has a key
 * @param clientKey the client's private key, for {@code private_key_jwt}, unless it has a secret
 * @param scopes what is asked for, {@code openid} among it
 * @param accounts who may log in
 */
public record UpstreamProvider(String id, String name, String issuer, String clientId, Optional<String> clientSecret,
        Optional<JWK> clientKey, List<String> scopes, AccountPolicy accounts) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public UpstreamProvider {
        require(id, ID.matcher(id).matches(), "is called by 1 to 32 lower-case letters, digits and hyphens");
        require(id, UpstreamIdentity.isName(issuer) && isSafe(issuer), "needs an issuer that begins with https://");
        require(id, !clientId.isBlank(), "needs a client-id");
        require(id, clientSecret.isPresent() != clientKey.isPresent(), "needs either a client-secret or a client-key");
        require(id, clientKey.map(JWK::isPrivate).orElse(true), "needs a client-key that is private");
        require(id, scopes.contains("openid"), "needs openid among its scopes");
        scopes = List.copyOf(scopes);
    }

    private static void require(String id, boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("errand.upstream.providers: " + id + " " + what);
        }
    }

    /** Tokens, codes and secrets in clear text go no further than this machine. */
    static boolean isSafe(@Nullable String address) {
        try {
            URI uri = URI.create(String.valueOf(address));
            boolean loopback = "http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost()));
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || loopback);
        } catch (IllegalArgumentException ex) {
            return false;
        }
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "UpstreamProvider[" + id + ", " + issuer + "]";
    }
}

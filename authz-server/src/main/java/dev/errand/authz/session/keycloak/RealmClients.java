package dev.errand.authz.session.keycloak;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;

import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.KeycloakBuilder;

import dev.errand.authz.session.upstream.UpstreamProvider;

/**
 * Opens realms: where a realm's administration API is follows from its issuer. All share one HTTP client, which is made
 * for the first of them.
 */
final class RealmClients implements AutoCloseable {

    private static final Pattern ISSUER = Pattern.compile("(.+)/realms/([^/]+)");

    private final Duration patience;
    private @Nullable Client http;

    /** @param patience for a connection or one read; whoever asks bounds the whole */
    RealmClients(Duration patience) {
        this.patience = patience;
    }

    /** @throws IllegalArgumentException if the issuer is no realm's */
    synchronized Realm open(UpstreamProvider provider, KeycloakProperties.Administration administration) {
        Matcher issuer = ISSUER.matcher(provider.issuer());
        if (!issuer.matches()) {
            throw new IllegalArgumentException("errand.upstream.keycloak.realms: the issuer of " + provider.id()
                    + " does not end with /realms/ and the name of a realm");
        }
        if (http == null) {
            http = ClientBuilder.newBuilder().connectTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .readTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).register(new JacksonProvider()).build();
        }
        String name = issuer.group(2);
        return new Realm(KeycloakBuilder.builder().serverUrl(issuer.group(1)).realm(name)
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS).clientId(administration.clientId())
                .clientSecret(administration.clientSecret()).resteasyClient(http).build(), name);
    }

    @Override
    public synchronized void close() {
        if (http != null) {
            http.close();
        }
    }
}

package dev.errand.authz.session.keycloak;

import java.time.Duration;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keycloak behind a login.
 *
 * @param checkInterval how long its word that a session lives may be relied on when a credential is given out; at a
 *        refresh it is asked each time
 * @param endAtExpiry whether the session at Keycloak is ended too when one of ours was idle for too long or has lasted as long
 *        as it may. By default it goes on, because whoever works elsewhere would be logged out everywhere; a logout, an
 *        administrator's ending and a disabled user end it in any case
 * @param realms by the name in {@code errand.upstream.providers}: a confidential client of that realm with a service
 *        account, as {@code client-id} and {@code client-secret}. The account needs the roles {@code view-users} and
 *        {@code manage-users} of {@code realm-management}, and {@code manage-clients} to publish scopes. A provider that
 *        is not named here is not asked
 */
@ConfigurationProperties("errand.upstream.keycloak")
record KeycloakProperties(@DefaultValue("5s") Duration checkInterval, @DefaultValue("false") boolean endAtExpiry,
        @DefaultValue Map<String, Administration> realms) {

    KeycloakProperties {
        if (checkInterval.isNegative()) {
            throw new IllegalArgumentException("errand.upstream.keycloak.check-interval is negative");
        }
    }

    /** The service account of one realm. */
    record Administration(@DefaultValue("") String clientId, @DefaultValue("") String clientSecret) {

        Administration {
            if (clientId.isBlank() || clientSecret.isBlank()) {
                throw new IllegalArgumentException(
                        "errand.upstream.keycloak.realms: each needs a client-id and a client-secret");
            }
        }

        @Override
        public String toString() {
            return "Administration[" + clientId + "]";
        }
    }
}

package dev.errand.authz.session.keycloak;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.idm.UserSessionRepresentation;

import dev.errand.authz.session.UpstreamLink;
import dev.errand.authz.session.upstream.UpstreamSessionSource.Found;
import dev.errand.authz.session.upstream.UpstreamUnavailable;

/**
 * One realm of a Keycloak, through its administration API. Its users are the subjects of its ID tokens and its sessions
 * their {@code sid}. What is no answer of that API is none: whoever asks must refuse. Thread-safe.
 */
final class Realm {

    private final Keycloak keycloak;
    private final String name;

    Realm(Keycloak keycloak, String name) {
        this.keycloak = keycloak;
        this.name = name;
    }

    /** What is asked of the realm. */
    private interface Question<T> {
        T ask(RealmResource realm) throws UpstreamUnavailable;
    }

    Found find(UpstreamLink link) throws UpstreamUnavailable {
        return ask(realm -> {
            UserResource user = realm.users().get(link.identity().subject());
            Optional<UserRepresentation> found = unlessGone(user::toRepresentation);
            if (found.isEmpty()) {
                // Where there is no such realm, or no Keycloak at all, this is not found either, and nobody is gone.
                realm.users().count();
                return Found.USER_DISABLED;
            }
            if (found.get().isEnabled() == null) {
                throw new UpstreamUnavailable("a user who is neither enabled nor disabled");
            }
            return found.get().isEnabled() ? session(user.getUserSessions(), link) : Found.USER_DISABLED;
        });
    }

    private static Found session(List<UserSessionRepresentation> sessions, UpstreamLink link) {
        return link.sid() == null || sessions.stream().anyMatch(session -> link.sid().equals(session.getId()))
                ? Found.ALIVE
                : Found.SESSION_GONE;
    }

    /** Ends the session; one that is over already is no error. */
    void end(String sid) throws UpstreamUnavailable {
        ask(realm -> unlessGone(() -> {
            realm.deleteSession(sid, false);
            return true;
        }));
    }

    List<ClientScopeRepresentation> scopes() throws UpstreamUnavailable {
        return ask(realm -> realm.clientScopes().findAll());
    }

    void create(ClientScopeRepresentation scope) throws UpstreamUnavailable {
        ask(realm -> {
            try (Response answer = realm.clientScopes().create(scope)) {
                if (answer.getStatus() != 201) {
                    throw new UpstreamUnavailable("status " + answer.getStatus());
                }
                return true;
            }
        });
    }

    void update(ClientScopeRepresentation scope) throws UpstreamUnavailable {
        ask(realm -> {
            realm.clientScopes().get(scope.getId()).update(scope);
            return true;
        });
    }

    void remove(ClientScopeRepresentation scope) throws UpstreamUnavailable {
        ask(realm -> unlessGone(() -> {
            realm.clientScopes().get(scope.getId()).remove();
            return true;
        }));
    }

    private static <T> Optional<T> unlessGone(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (NotFoundException ex) {
            return Optional.empty();
        }
    }

    private <T> T ask(Question<T> question) throws UpstreamUnavailable {
        try {
            return question.ask(keycloak.realm(name));
        } catch (ProcessingException | WebApplicationException ex) {
            throw new UpstreamUnavailable("its administration API does not answer", ex);
        }
    }
}

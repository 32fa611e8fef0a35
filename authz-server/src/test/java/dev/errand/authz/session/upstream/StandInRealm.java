package dev.errand.authz.session.upstream;

import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

/** The administration API of a realm as far as it is used, beside a provider. */
final class StandInRealm {

    static final String TOKEN = "/realms/" + StandInProvider.REALM + "/protocol/openid-connect/token";
    private static final String ADMIN = "/admin/realms/" + StandInProvider.REALM;
    static final String SESSIONS = ADMIN + "/sessions/";
    static final String SCOPES = ADMIN + "/client-scopes";

    private final StandInProvider provider;

    StandInRealm(StandInProvider provider) {
        this.provider = provider;
    }

    /** What makes the provider of this name a realm. */
    static Map<String, Object> properties(String id) {
        return Map.of("errand.upstream.keycloak.realms." + id + ".client-id", "errand-admin",
                "errand.upstream.keycloak.realms." + id + ".client-secret", "another-secret");
    }

    /** A realm in which the user is enabled and has these sessions. */
    void behave(String user, String... sids) {
        provider.behave();
        provider.answer(post(TOKEN), StandInProvider.json(Map.of("access_token", "an-admin-token", "token_type", "Bearer",
                "expires_in", 300, "refresh_expires_in", 0)));
        user(user, Map.of("id", user, "username", user, "enabled", true));
        sessions(user, StandInProvider.json(List.of(sids).stream().map(sid -> Map.of("id", sid)).toList()));
        provider.answer(delete(urlPathMatching(SESSIONS + ".*")), aResponse().withStatus(204));
    }

    void user(String user, Object representation) {
        provider.answer(user(user), StandInProvider.json(representation));
    }

    static MappingBuilder user(String user) {
        return get(ADMIN + "/users/" + user);
    }

    static MappingBuilder sessions(String user) {
        return get(ADMIN + "/users/" + user + "/sessions");
    }

    private void sessions(String user, ResponseDefinitionBuilder answer) {
        provider.answer(sessions(user), answer);
    }

    /** Requests to the administration API so far, as method and path. */
    List<String> asked() {
        return provider.wire.getAllServeEvents().stream().map(event -> event.getRequest())
                .filter(request -> request.getUrl().startsWith("/admin/")).map(StandInRealm::line).toList();
    }

    static String line(Request request) {
        return request.getMethod() + " " + request.getUrl();
    }
}

package dev.errand.authz.session.keycloak;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.errand.authz.session.UpstreamLink;
import dev.errand.authz.session.upstream.UpstreamHttp;
import dev.errand.authz.session.upstream.UpstreamSessionSource;
import dev.errand.authz.session.upstream.UpstreamUnavailable;

/** The realms that can be asked, by what their providers are called here and by their issuers. Thread-safe. */
final class Realms implements UpstreamSessionSource {

    private final UpstreamHttp http;
    private final Map<String, Realm> byRegistration;
    private final Map<String, Realm> byIssuer;

    Realms(UpstreamHttp http, Map<String, Realm> byRegistration, Map<String, Realm> byIssuer) {
        this.http = http;
        this.byRegistration = Map.copyOf(byRegistration);
        this.byIssuer = Map.copyOf(byIssuer);
    }

    Optional<Realm> find(String registration) {
        return Optional.ofNullable(byRegistration.get(registration));
    }

    @Override
    public boolean covers(String issuer) {
        return byIssuer.containsKey(issuer);
    }

    /** The issuers whose realms can be asked. */
    Set<String> issuers() {
        return byIssuer.keySet();
    }

    boolean isEmpty() {
        return byIssuer.isEmpty();
    }

    @Override
    public Found find(UpstreamLink link) throws UpstreamUnavailable {
        Realm realm = realm(link.identity().issuer());
        return http.within(() -> realm.find(link));
    }

    /** Ends the session of the provider. */
    void end(String issuer, String sid) throws UpstreamUnavailable {
        Realm realm = realm(issuer);
        http.within(() -> {
            realm.end(sid);
            return true;
        });
    }

    private Realm realm(String issuer) {
        return Optional.ofNullable(byIssuer.get(issuer)).orElseThrow();
    }
}

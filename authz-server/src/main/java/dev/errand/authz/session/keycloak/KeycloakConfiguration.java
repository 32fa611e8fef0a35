package dev.errand.authz.session.keycloak;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.session.LinkedSessions;
import dev.errand.authz.session.Sessions;
import dev.errand.authz.session.upstream.UpstreamHttp;
import dev.errand.authz.session.upstream.UpstreamProvider;
import dev.errand.authz.session.upstream.UpstreamProviders;
import dev.errand.authz.session.upstream.UpstreamStanding;
import dev.errand.toolscope.registry.ToolScopes;

/** The realms that can be asked. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeycloakProperties.class)
class KeycloakConfiguration {

    @Bean
    RealmClients realmClients(UpstreamHttp http) {
        return new RealmClients(http.patience());
    }

    @Bean
    Realms realms(KeycloakProperties properties, UpstreamProviders providers, RealmClients clients, UpstreamHttp http) {
        Map<String, Realm> byRegistration = new HashMap<>();
        Map<String, Realm> byIssuer = new HashMap<>();
        properties.realms().forEach((id, administration) -> {
            UpstreamProvider provider = providers.find(id).orElseThrow(() -> new IllegalArgumentException(
                    "errand.upstream.keycloak.realms: there is no errand.upstream.providers." + id));
            Realm realm = clients.open(provider, administration);
            byRegistration.put(id, realm);
            byIssuer.put(provider.issuer(), realm);
        });
        return new Realms(http, byRegistration, byIssuer);
    }

    @Bean
    UpstreamStanding upstreamStanding(KeycloakProperties properties, Realms realms, UpstreamHttp http,
            LinkedSessions linked, Sessions sessions, InstantSource clock) {
        return new UpstreamStanding(realms.isEmpty() ? List.of() : List.of(realms), linked, sessions,
                properties.checkInterval(), http.patience(), clock);
    }

    @Bean
    RealmEndings realmEndings(KeycloakProperties properties, Realms realms, LinkedSessions linked, JdbcClient jdbc,
            Ledger ledger, InstantSource clock) {
        return new RealmEndings(realms, linked, new RealmEndingRows(jdbc), properties.endAtExpiry(), ledger, clock);
    }

    @Bean
    ScopePublication scopePublication(Realms realms, UpstreamHttp http, ToolScopes registry, Issuer issuer,
            Ledger ledger, InstantSource clock) {
        return new ScopePublication(realms, http, registry, issuer, ledger, clock);
    }
}

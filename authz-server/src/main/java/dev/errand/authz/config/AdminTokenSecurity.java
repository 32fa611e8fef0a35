package dev.errand.authz.config;

import java.time.InstantSource;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import dev.errand.authz.admin.AdminRoutes;
import dev.errand.authz.keys.Issuer;
import dev.errand.authz.keys.SigningKeys;
import dev.errand.dpop.ProofPolicy;
import dev.errand.dpop.firstuse.FirstUse;
import dev.errand.dpop.resourceserver.DPoPResourceServer;
import dev.errand.dpop.resourceserver.ProofGate;
import dev.errand.dpop.resourceserver.ProtectedResource;
import dev.errand.dpop.resourceserver.TokenGate;

/**
 * The administration API for administrative clients, whose tokens have it as their one audience (protocol page §10). A
 * request with any token at all is judged here, whatever cookie comes with it: authority handed to an agent never
 * administers.
 */
@Configuration(proxyBeanMethods = false)
class AdminTokenSecurity {

    @Bean
    @Order(19)
    SecurityFilterChain adminTokenChain(HttpSecurity http, AdminRoutes routes, Issuer issuer, SigningKeys keys,
            ProofPolicy policy, FirstUse firstUse, InstantSource clock, ApplicationEventPublisher events) {
        http.securityMatcher(withToken());
        ProtectedResource api = new ProtectedResource(issuer.administration(), issuer.value());
        // Of the resource that is the whole server, because proofs are for the URLs below its root.
        ProtectedResource server = new ProtectedResource(issuer.value(), issuer.value());
        new DPoPResourceServer(server, new TokenGate(OwnSignatures.of(keys), api, clock),
                new ProofGate(policy, firstUse, clock), events).protect(http);
        routes.authorize(http);
        return http.build();
    }

    private static RequestMatcher withToken() {
        return new AndRequestMatcher(
                PathPatternRequestMatcher.withDefaults().matcher(AdminRoutes.BASE + "/**"), AdminTokenSecurity::hasToken);
    }

    private static boolean hasToken(HttpServletRequest request) {
        return request.getHeader("Authorization") != null || request.getHeader("DPoP") != null;
    }
}

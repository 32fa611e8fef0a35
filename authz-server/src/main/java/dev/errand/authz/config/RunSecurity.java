package dev.errand.authz.config;

import java.time.InstantSource;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.SecurityFilterChain;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.keys.SigningKeys;
import dev.errand.dpop.ProofPolicy;
import dev.errand.dpop.firstuse.FirstUse;
import dev.errand.dpop.resourceserver.DPoPResourceServer;
import dev.errand.dpop.resourceserver.ProofGate;
import dev.errand.dpop.resourceserver.ProtectedResource;
import dev.errand.dpop.resourceserver.TokenGate;

/** The chain of {@code GET /run}: this server as the one resource that run tokens are for. */
@Configuration(proxyBeanMethods = false)
class RunSecurity {

    @Bean
    @Order(2)
    SecurityFilterChain runChain(HttpSecurity http, Issuer issuer, SigningKeys keys, ProofPolicy policy,
            FirstUse firstUse, InstantSource clock, ApplicationEventPublisher events) {
        http.securityMatcher("/run");
        ProtectedResource resource = new ProtectedResource(issuer.value(), issuer.value());
        new DPoPResourceServer(resource, new TokenGate(OwnSignatures.of(keys), resource, clock),
                new ProofGate(policy, firstUse, clock), events).protect(http);
        http.authorizeHttpRequests(requests -> requests.anyRequest()
                .access((authentication, context) -> new AuthorizationDecision(isRunToken(authentication.get()))));
        return http.build();
    }

    private static boolean isRunToken(Authentication authentication) {
        return authentication.getPrincipal() instanceof Jwt token && "run".equals(token.getClaimAsString("token_use"));
    }
}

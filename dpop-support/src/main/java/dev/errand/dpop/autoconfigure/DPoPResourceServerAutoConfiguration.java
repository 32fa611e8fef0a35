package dev.errand.dpop.autoconfigure;

import java.time.InstantSource;

import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;

import dev.errand.dpop.ProofPolicy;
import dev.errand.dpop.firstuse.FirstUse;
import dev.errand.dpop.resourceserver.DPoPResourceServer;
import dev.errand.dpop.resourceserver.ProofGate;
import dev.errand.dpop.resourceserver.ProtectedResource;
import dev.errand.dpop.resourceserver.TokenGate;

/**
 * Protects a servlet application as the DPoP resource that {@code errand.dpop.resource} names; without that property it
 * does nothing. A host with a {@link SecurityFilterChain} of its own calls {@link DPoPResourceServer#protect} in it.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration", beforeName = {
    "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
    "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
    "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
    "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration"})
@ConditionalOnProperty("errand.dpop.resource")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({SecurityFilterChain.class, HttpSecurity.class, AbstractOAuth2TokenAuthenticationToken.class})
@EnableConfigurationProperties(DPoPProperties.class)
@Import({JdbcStoreConfiguration.class, InMemoryStoreConfiguration.class})
class DPoPResourceServerAutoConfiguration {

    private static final String METADATA = "/.well-known/oauth-protected-resource";

    @Bean
    @ConditionalOnMissingBean
    ProtectedResource protectedResource(DPoPProperties properties) {
        return new ProtectedResource(properties.resource(), properties.issuer());
    }

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder issuerKeysDecoder(DPoPProperties properties) {
        return IssuerKeys.decoder(properties.keysUri());
    }

    @Bean
    @ConditionalOnMissingBean
    ProofPolicy proofPolicy(DPoPProperties properties, NonceKey nonceKey, ProtectedResource resource,
            ObjectProvider<InstantSource> clock) {
        return new ProofPolicy(properties.maxAge(), properties.skew(),
                properties.acceptProofsWithoutNonce() ? null : nonceKey.nonces(resource.uri(), clock(clock)),
                ProofPolicy.standard(null).algorithms());
    }

    @Bean
    @ConditionalOnMissingBean
    DPoPResourceServer dpopResourceServer(ProtectedResource resource, JwtDecoder decoder, ProofGate proofs,
            ObjectProvider<InstantSource> clock, ApplicationEventPublisher events) {
        return new DPoPResourceServer(resource, new TokenGate(decoder, resource, clock(clock)), proofs, events);
    }

    @Bean
    @ConditionalOnMissingBean
    ProofGate proofGate(ProofPolicy policy, FirstUse store, ObjectProvider<InstantSource> clock) {
        return new ProofGate(policy, store, clock(clock));
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityFilterChain dpopSecurityFilterChain(HttpSecurity http, DPoPResourceServer server,
            DPoPProperties properties) {
        server.protect(http);
        http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()
                .requestMatchers(METADATA, METADATA + "/**").permitAll()
                .requestMatchers(properties.publicPaths().toArray(String[]::new)).permitAll().anyRequest()
                .authenticated());
        return http.build();
    }

    static InstantSource clock(ObjectProvider<InstantSource> ours) {
        return ours.getIfAvailable(InstantSource::system);
    }
}

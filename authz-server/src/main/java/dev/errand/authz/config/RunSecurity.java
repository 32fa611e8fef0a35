package dev.errand.authz.config;

import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
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
        new DPoPResourceServer(resource, new TokenGate(decoder(keys), resource, clock),
                new ProofGate(policy, firstUse, clock), events).protect(http);
        http.authorizeHttpRequests(requests -> requests.anyRequest()
                .access((authentication, context) -> new AuthorizationDecision(isRunToken(authentication.get()))));
        return http.build();
    }

    private static boolean isRunToken(Authentication authentication) {
        return authentication.getPrincipal() instanceof Jwt token && "run".equals(token.getClaimAsString("token_use"));
    }

    /** Signatures under our own keys; the token gate behind it checks type and claims. */
    private static NimbusJwtDecoder decoder(SigningKeys keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, new ImmutableJWKSet<>(keys.publicKeys())));
        processor.setJWSTypeVerifier((type, context) -> {});
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(token -> OAuth2TokenValidatorResult.success());
        decoder.setClaimSetConverter(RunSecurity::withInstants);
        return decoder;
    }

    private static Map<String, Object> withInstants(Map<String, Object> claims) {
        Map<String, Object> converted = new HashMap<>(claims);
        converted.replaceAll((name, value) -> value instanceof Date date ? date.toInstant() : value);
        return converted;
    }
}

package dev.errand.authz.config;

import java.util.List;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.authorization.web.OAuth2ClientAuthenticationFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2PushedAuthorizationRequestEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenRevocationEndpointFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import dev.errand.authz.authorize.PushedRequestEndpoint;
import dev.errand.authz.ending.RevocationEndpoint;
import dev.errand.authz.endpoint.EndpointErrorHandler;
import dev.errand.authz.endpoint.EndpointFilter;
import dev.errand.authz.secret.Secrets;
import dev.errand.authz.token.ClientAuthenticationConverter;
import dev.errand.authz.token.ClientAuthenticationProvider;
import dev.errand.authz.token.GrantConverter;
import dev.errand.authz.token.TokenEndpoint;
import dev.errand.dpop.nonce.DPoPNonces;

/**
 * The chain of the OAuth endpoints that agents post to: the stock filters, each with an authentication manager of its
 * own that holds exactly the providers named here. The stock configurer is not used, because it adds providers that
 * would have to be taken away again.
 */
@Configuration(proxyBeanMethods = false)
class ProtocolSecurity {

    private static final String TOKEN = "/oauth2/token";
    private static final String PAR = "/oauth2/par";
    private static final String REVOKE = "/oauth2/revoke";

    @Bean
    @Order(1)
    SecurityFilterChain protocolChain(HttpSecurity http, EndpointFilter guard, OAuth2ClientAuthenticationFilter client,
            OAuth2TokenEndpointFilter token, OAuth2PushedAuthorizationRequestEndpointFilter par,
            OAuth2TokenRevocationEndpointFilter revoke) {
        http.securityMatcher(TOKEN, PAR, REVOKE);
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.csrf(csrf -> csrf.disable());
        http.requestCache(cache -> cache.disable());
        http.logout(logout -> logout.disable());
        http.anonymous(anonymous -> anonymous.disable());
        // What the endpoints' own filters did not answer is no request that these paths have.
        http.exceptionHandling(
                handling -> handling.authenticationEntryPoint((request, response, refused) -> postOnly(response))
                        .accessDeniedHandler((request, response, refused) -> postOnly(response)));
        http.authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.POST).authenticated().anyRequest()
                .denyAll());
        http.addFilterAfter(guard, SecurityContextHolderFilter.class);
        http.addFilterBefore(client, BasicAuthenticationFilter.class);
        http.addFilterAfter(token, AuthorizationFilter.class);
        http.addFilterAfter(par, AuthorizationFilter.class);
        http.addFilterAfter(revoke, AuthorizationFilter.class);
        return http.build();
    }

    @Bean
    EndpointFilter endpointFilter(DPoPNonces nonces, Secrets secrets, EndpointErrorHandler errors) {
        return new EndpointFilter(nonces, secrets, errors);
    }

    @Bean
    OAuth2ClientAuthenticationFilter clientAuthenticationFilter(ClientAuthenticationConverter converter,
            ClientAuthenticationProvider provider, EndpointErrorHandler errors) {
        OAuth2ClientAuthenticationFilter filter = new OAuth2ClientAuthenticationFilter(only(provider), posts());
        filter.setAuthenticationConverter(converter);
        filter.setAuthenticationFailureHandler(errors);
        return filter;
    }

    @Bean
    OAuth2TokenEndpointFilter tokenEndpointFilter(GrantConverter converter, TokenEndpoint endpoint,
            EndpointErrorHandler errors) {
        OAuth2TokenEndpointFilter filter = new OAuth2TokenEndpointFilter(
                new ProviderManager(List.copyOf(endpoint.providers())), TOKEN);
        filter.setAuthenticationConverter(converter);
        filter.setAuthenticationSuccessHandler(endpoint);
        filter.setAuthenticationFailureHandler(errors);
        return filter;
    }

    @Bean
    OAuth2PushedAuthorizationRequestEndpointFilter pushedRequestFilter(PushedRequestEndpoint endpoint,
            EndpointErrorHandler errors) {
        OAuth2PushedAuthorizationRequestEndpointFilter filter = new OAuth2PushedAuthorizationRequestEndpointFilter(
                only(endpoint), PAR);
        filter.setAuthenticationConverter(endpoint);
        filter.setAuthenticationSuccessHandler(endpoint);
        filter.setAuthenticationFailureHandler(errors);
        return filter;
    }

    @Bean
    OAuth2TokenRevocationEndpointFilter revocationFilter(RevocationEndpoint endpoint, EndpointErrorHandler errors) {
        OAuth2TokenRevocationEndpointFilter filter = new OAuth2TokenRevocationEndpointFilter(only(endpoint), REVOKE);
        filter.setAuthenticationConverter(endpoint);
        filter.setAuthenticationSuccessHandler(endpoint);
        filter.setAuthenticationFailureHandler(errors);
        return filter;
    }

    private static void postOnly(HttpServletResponse response) {
        response.setHeader("Allow", "POST");
        response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }

    private static ProviderManager only(AuthenticationProvider provider) {
        ProviderManager manager = new ProviderManager(provider);
        manager.setEraseCredentialsAfterAuthentication(false);
        return manager;
    }

    private static RequestMatcher posts() {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        return new OrRequestMatcher(paths.matcher(HttpMethod.POST, TOKEN), paths.matcher(HttpMethod.POST, PAR),
                paths.matcher(HttpMethod.POST, REVOKE));
    }
}

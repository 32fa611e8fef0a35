package dev.errand.authz.http;

import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.Filter;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.web.OAuth2ClientAuthenticationFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2PushedAuthorizationRequestEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenRevocationEndpointFilter;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.test.util.ReflectionTestUtils;

import dev.errand.authz.authorize.PushedRequestEndpoint;
import dev.errand.authz.ending.RevocationEndpoint;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.token.ClientAuthenticationProvider;
import dev.errand.authz.token.GrantProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Walks the filters that answer OAuth requests: every provider in them is ours, and nothing stands behind them. */
class ProviderListTest {

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theTokenEndpointHasOneProviderPerGrantAndNoOther() {
        assertThat(providers(OAuth2TokenEndpointFilter.class)).allMatch(GrantProvider.class::isInstance)
                .extracting(provider -> ((GrantProvider) provider).grantType()).containsExactly("authorization_code",
                        "client_credentials", "refresh_token", "urn:ietf:params:oauth:grant-type:token-exchange");
    }

    @Test
    void theOtherEndpointsHaveOneProviderEach() {
        assertThat(providers(OAuth2ClientAuthenticationFilter.class)).hasOnlyElementsOfType(
                ClientAuthenticationProvider.class).hasSize(1);
        assertThat(providers(OAuth2PushedAuthorizationRequestEndpointFilter.class)).hasOnlyElementsOfType(
                PushedRequestEndpoint.class).hasSize(1);
        assertThat(providers(OAuth2TokenRevocationEndpointFilter.class)).hasOnlyElementsOfType(
                RevocationEndpoint.class).hasSize(1);
    }

    @Test
    void nothingThatMintsStandsBesideTheMint() {
        assertThat(server.names(OAuth2TokenGenerator.class)).isEmpty();
    }

    private static List<?> providers(Class<? extends Filter> filter) {
        List<Filter> found = filters().filter(filter::isInstance).toList();
        assertThat(found).hasSize(1);
        ProviderManager manager = (ProviderManager) (AuthenticationManager) ReflectionTestUtils
                .getField(found.getFirst(), "authenticationManager");
        assertThat(ReflectionTestUtils.getField(manager, "parent")).as("a manager behind this one").isNull();
        return manager.getProviders();
    }

    private static Stream<Filter> filters() {
        return server.bean(FilterChainProxy.class).getFilterChains().stream()
                .flatMap(chain -> chain.getFilters().stream());
    }
}

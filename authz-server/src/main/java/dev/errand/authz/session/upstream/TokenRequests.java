package dev.errand.authz.session.upstream;

import java.util.List;
import java.util.Objects;

import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/** Token requests to providers, authenticated by secret or by key, within the bounds of {@link UpstreamHttp}. */
final class TokenRequests {

    private TokenRequests() {}

    static OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> client(UpstreamHttp http,
            UpstreamProviders providers) {
        RestClientAuthorizationCodeTokenResponseClient client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(RestClient.builder().requestFactory(http.requests())
                .configureMessageConverters(converters -> converters.addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler()).build());
        client.addParametersConverter(assertions(providers));
        return client;
    }

    /** An assertion for the issuer alone, so that it is good at no other address (RFC 7523 §3). */
    private static NimbusJwtClientAuthenticationParametersConverter<OAuth2AuthorizationCodeGrantRequest> assertions(
            UpstreamProviders providers) {
        NimbusJwtClientAuthenticationParametersConverter<OAuth2AuthorizationCodeGrantRequest> assertions = new NimbusJwtClientAuthenticationParametersConverter<>(
                registration -> providers.find(registration.getRegistrationId()).flatMap(UpstreamProvider::clientKey)
                        .orElseThrow());
        assertions.setJwtClientAssertionCustomizer(assertion -> assertion.getClaims().audience(List.of(Objects.requireNonNull(
                assertion.getAuthorizationGrantRequest().getClientRegistration().getProviderDetails().getIssuerUri()))));
        return assertions;
    }
}

package dev.errand.authz.session.upstream;

import java.util.Objects;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/** Authorization requests (OpenID Connect Core §3.1.2.1) with PKCE and a nonce; the same one is made at both ends. */
final class AuthorizationRequests {

    private AuthorizationRequests() {}

    static OAuth2AuthorizationRequest of(ClientRegistration registration, LoginState login) {
        return OAuth2AuthorizationRequest.authorizationCode().clientId(registration.getClientId())
                .authorizationUri(Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
                .redirectUri(registration.getRedirectUri()).scopes(registration.getScopes()).state(login.state())
                .attributes(kept -> {
                    kept.put(OAuth2ParameterNames.REGISTRATION_ID, registration.getRegistrationId());
                    kept.put(OidcParameterNames.NONCE, login.nonce());
                    kept.put(PkceParameterNames.CODE_VERIFIER, login.codeVerifier());
                }).additionalParameters(sent -> {
                    sent.put(OidcParameterNames.NONCE, login.nonceDigest());
                    sent.put(PkceParameterNames.CODE_CHALLENGE, login.codeChallenge());
                    sent.put(PkceParameterNames.CODE_CHALLENGE_METHOD, "S256");
                }).build();
    }
}

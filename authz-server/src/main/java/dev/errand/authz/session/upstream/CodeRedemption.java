package dev.errand.authz.session.upstream;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

import dev.errand.authz.session.UpstreamLink;
import dev.errand.authz.user.upstream.UpstreamIdentity;

/**
 * Redeems an authorization code at its provider for an ID token (OpenID Connect Core §3.1.3) by the framework's own
 * provider, which checks state and nonce; the user is who the ID token says, and nobody is asked for more. The access
 * token is dropped. Thread-safe.
 */
@Component
final class CodeRedemption {

    private static final Logger LOG = LoggerFactory.getLogger(CodeRedemption.class);

    private final UpstreamHttp http;
    private final Discovery discovery;
    private final OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens;

    CodeRedemption(UpstreamHttp http, Discovery discovery, UpstreamProviders providers) {
        this.http = http;
        this.discovery = discovery;
        this.tokens = TokenRequests.client(http, providers);
    }

    UpstreamProof redeem(UpstreamProvider provider, String code, LoginState login) {
        try {
            return http.within(() -> proof(discovery.of(provider), code, login));
        } catch (UpstreamUnavailable ex) {
            LOG.warn("Nobody logs in at {} now: {}", provider.id(), ex.getMessage(), ex);
            return new UpstreamProof.Unavailable();
        }
    }

    private UpstreamProof proof(Discovered provider, String code, LoginState login) throws UpstreamUnavailable {
        OAuth2AuthorizationResponse response = OAuth2AuthorizationResponse.success(code).state(login.state())
                .redirectUri(Objects.requireNonNull(provider.registration().getRedirectUri())).build();
        OAuth2LoginAuthenticationToken shown = new OAuth2LoginAuthenticationToken(provider.registration(),
                new OAuth2AuthorizationExchange(AuthorizationRequests.of(provider.registration(), login), response));
        try {
            OAuth2LoginAuthenticationToken result = (OAuth2LoginAuthenticationToken) Objects
                    .requireNonNull(framework(provider).authenticate(shown));
            return proved(((OidcUser) Objects.requireNonNull(result.getPrincipal())).getIdToken());
        } catch (AuthenticationException ex) {
            return refused(provider, ex);
        }
    }

    private OidcAuthorizationCodeAuthenticationProvider framework(Discovered provider) {
        OidcAuthorizationCodeAuthenticationProvider framework = new OidcAuthorizationCodeAuthenticationProvider(tokens,
                request -> new DefaultOidcUser(List.of(), request.getIdToken()));
        framework.setJwtDecoderFactory(_ -> provider.idTokens());
        return framework;
    }

    private static UpstreamProof proved(OidcIdToken token) {
        String sid = token.getClaimAsString("sid");
        String issuer = Objects.requireNonNull(token.getClaimAsString("iss"));
        String subject = Objects.requireNonNull(token.getSubject());
        if (!UpstreamIdentity.isName(subject) || (sid != null && !UpstreamIdentity.isName(sid))) {
            return new UpstreamProof.Refused("id_token_invalid");
        }
        return new UpstreamProof.Proved(new UpstreamLink(new UpstreamIdentity(issuer, subject), sid),
                Objects.requireNonNull(token.getIssuedAt()), displayName(token));
    }

    private static String displayName(OidcIdToken token) {
        return Stream.of(token.getFullName(), token.getPreferredUsername()).filter(Objects::nonNull).findFirst().orElse("");
    }

    /** What the provider does not answer, or not in its protocol, is no word about the user. */
    private static UpstreamProof refused(Discovered provider, AuthenticationException ex) throws UpstreamUnavailable {
        for (Throwable cause = ex.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientException || (cause instanceof JwtException && !(cause instanceof BadJwtException))) {
                throw new UpstreamUnavailable("no answer that can be read", ex);
            }
        }
        String error = ex instanceof OAuth2AuthenticationException refused ? refused.getError().getErrorCode() : "";
        LOG.info("A login at {} was refused: {}", provider.registration().getRegistrationId(), error);
        return new UpstreamProof.Refused(reason(error));
    }

    private static String reason(@Nullable String error) {
        return switch (String.valueOf(error)) {
            case "invalid_id_token" -> "id_token_invalid";
            case "invalid_nonce" -> "id_token_nonce";
            default -> "upstream_code_refused";
        };
    }
}

package dev.errand.authz.token;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.grant.Grant;

/**
 * The thin adapter between the stock token endpoint and {@link Issuance}, one per grant type. These are all the
 * providers that the token endpoint has.
 */
public final class GrantProvider implements AuthenticationProvider {

    /** The stock filter wants a registered client and a token in its result; nothing reads them, all is in the answer. */
    private static final RegisteredClient UNREAD = RegisteredClient.withId("unread").clientId("unread")
            .authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE).build();
    private static final OAuth2AccessToken UNREAD_TOKEN = new OAuth2AccessToken(OAuth2AccessToken.TokenType.DPOP,
            "unread", Instant.EPOCH, Instant.MAX, Set.of());

    private final Grant grant;
    private final UpstreamCheck upstream;
    private final Issuance issuance;
    private final RefusalRecorder recorder;
    private final CredentialErrors errors;

    GrantProvider(Grant grant, UpstreamCheck upstream, Issuance issuance, RefusalRecorder recorder,
            CredentialErrors errors) {
        this.grant = grant;
        this.upstream = upstream;
        this.issuance = issuance;
        this.recorder = recorder;
        this.errors = errors;
    }

    /** The grant type that this provider answers. */
    public String grantType() {
        return grant.type();
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        GrantAuthentication shown = (GrantAuthentication) authentication;
        if (!shown.grantType().equals(grant.type())) {
            return null;
        }
        Attempt attempt = new Attempt(shown.caller());
        Optional<EndpointError> problem = upstream.problem(grant.type(), shown.caller());
        if (problem.isPresent()) {
            recorder.refused(attempt, problem.get());
            throw problem.get().asException();
        }
        return switch (issuance.issue(grant, attempt)) {
            case IssuanceOutcome.Issued issued -> result(shown, issued.answer());
            case IssuanceOutcome.Denied denied -> {
                EndpointError error = errors.of(denied.deny(), attempt, shown.caller().agent().clientId());
                recorder.denied(attempt, error);
                throw error.asException();
            }
            case IssuanceOutcome.GrantRefused refused -> {
                attempt.refused(refused.refusal());
                recorder.alarm(refused.refusal());
                EndpointError error = errors.of(refused.refusal());
                recorder.refused(attempt, error);
                throw error.asException();
            }
        };
    }

    private static Authentication result(GrantAuthentication shown, IssuanceOutcome.Answer answer) {
        return new OAuth2AccessTokenAuthenticationToken(UNREAD, shown.caller(), UNREAD_TOKEN, null,
                Map.of(TokenEndpoint.ANSWER, answer));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return GrantAuthentication.class.isAssignableFrom(authentication);
    }
}

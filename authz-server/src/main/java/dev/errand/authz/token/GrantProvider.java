package dev.errand.authz.token;

import java.time.Instant;
import java.util.Map;
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

    /** The stock filter wants a registered client in its result; nothing reads it, agents are registered elsewhere. */
    private static final RegisteredClient UNREAD = RegisteredClient.withId("unread").clientId("unread")
            .authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE).build();

    private final Grant grant;
    private final Issuance issuance;
    private final RefusalRecorder recorder;

    GrantProvider(Grant grant, Issuance issuance, RefusalRecorder recorder) {
        this.grant = grant;
        this.issuance = issuance;
        this.recorder = recorder;
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
        return switch (issuance.issue(grant, attempt)) {
            case IssuanceOutcome.Issued issued -> result(shown, issued.answer());
            case IssuanceOutcome.Denied denied -> throw refused(attempt, ErrorTable.of(denied.deny())).asException();
            case IssuanceOutcome.GrantRefused refused -> {
                attempt.refused(refused.refusal());
                recorder.alarm(refused.refusal());
                throw refused(attempt, ErrorTable.of(refused.refusal())).asException();
            }
        };
    }

    private EndpointError refused(Attempt attempt, EndpointError error) {
        recorder.refused(attempt, error);
        return error;
    }

    private static Authentication result(GrantAuthentication shown, IssuanceOutcome.Answer answer) {
        Map<String, Object> members = answer.members();
        OAuth2AccessToken token = new OAuth2AccessToken(OAuth2AccessToken.TokenType.DPOP,
                String.valueOf(members.get("access_token")), Instant.EPOCH, Instant.MAX, Set.of());
        return new OAuth2AccessTokenAuthenticationToken(UNREAD, shown.caller(), token, null, members);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return GrantAuthentication.class.isAssignableFrom(authentication);
    }
}

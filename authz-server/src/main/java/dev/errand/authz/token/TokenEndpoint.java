package dev.errand.authz.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

import dev.errand.authz.grant.Grant;

/** The parts of the token endpoint that the composition root puts into the stock filter. */
@Component
public final class TokenEndpoint implements AuthenticationSuccessHandler {

    /** Under this name the stock filter carries our answer. */
    static final String ANSWER = "answer";

    private final List<GrantProvider> providers;

    TokenEndpoint(List<Grant> grants, UpstreamCheck upstream, Issuance issuance, RefusalRecorder recorder,
            CredentialErrors errors) {
        this.providers = grants.stream().sorted(Comparator.comparing(Grant::type))
                .map(grant -> new GrantProvider(grant, upstream, issuance, recorder, errors)).toList();
    }

    /** Every provider of the endpoint: one per grant type, and no other. */
    public List<GrantProvider> providers() {
        return providers;
    }

    /** The grant types, for the metadata. */
    public List<String> grantTypes() {
        return providers.stream().map(GrantProvider::grantType).toList();
    }

    /** Writes the answer (RFC 6749 §5.1). The issuance is committed by now. */
    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
            Authentication authentication) throws IOException {
        OAuth2AccessTokenAuthenticationToken issued = (OAuth2AccessTokenAuthenticationToken) authentication;
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        IssuanceOutcome.Answer answer = (IssuanceOutcome.Answer) issued.getAdditionalParameters().get(ANSWER);
        response.getOutputStream().write(Objects.requireNonNull(answer).body().getBytes(StandardCharsets.UTF_8));
    }
}

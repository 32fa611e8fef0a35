package dev.errand.authz.authorize;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.client.AgentAuthentication;
import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.RefusalEntry;

/** The PAR endpoint (RFC 9126): the parts that the composition root puts into the stock filter. */
@Component
public final class PushedRequestEndpoint
        implements
            AuthenticationConverter,
            AuthenticationProvider,
            AuthenticationSuccessHandler {

    private final PushedRequestReader reader;
    private final PushedRequests requests;
    private final Ledger ledger;
    private final InstantSource clock;
    private final JsonMapper json;

    PushedRequestEndpoint(PushedRequestReader reader, PushedRequests requests, Ledger ledger, InstantSource clock,
            JsonMapper json) {
        this.reader = reader;
        this.requests = requests;
        this.ledger = ledger;
        this.clock = clock;
        this.json = json;
    }

    /** The caller as the client-authentication filter left it. */
    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        return SecurityContextHolder.getContext().getAuthentication();
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        AgentAuthentication caller = (AgentAuthentication) authentication;
        if (caller.agent().agent().administers()) {
            throw refused(caller, new EndpointError("unauthorized_client", 400, "client_administers", null)).asException();
        }
        return switch (reader.read(caller)) {
            case PushedRequestReader.Valid valid -> new PushedRequestToken(requests.push(valid.request()));
            case PushedRequestReader.Invalid invalid -> throw refused(caller, invalid.error()).asException();
        };
    }

    private EndpointError refused(AgentAuthentication caller, EndpointError error) {
        ledger.refusal(new RefusalEntry(clock.instant(), "/oauth2/par", caller.agent().clientId(), null, null, null,
                null, null, caller.proof() == null ? null : caller.proof().jkt(), error.getErrorCode(),
                error.reason(), error.parameter(), caller.requestId()));
        return error;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return AgentAuthentication.class.isAssignableFrom(authentication);
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
            Authentication authentication) throws IOException {
        PushedRequestToken pushed = (PushedRequestToken) authentication;
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(
                Map.of("request_uri", pushed.requestUri(), "expires_in", PushedRequests.TO_OPEN.toSeconds())));
    }
}
